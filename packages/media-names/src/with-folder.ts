import type { ParsedName } from './parsed-name.ts'

/** What a file says, with what it leaves out filled from its folder; the reasons say which folder. */
export function withFolder(own: ParsedName, folder: ParsedName, folderName: string): ParsedName {
  const year = own.year ?? folder.year
  return {
    ...folder,
    ...own,
    ...(year !== undefined && { year }),
    ids: { ...folder.ids, ...own.ids },
    languages: own.languages.length > 0 ? own.languages : folder.languages,
    confidence: Math.max(own.confidence, folder.confidence),
    reasons: [...(own === folder ? [] : own.reasons), ...folder.reasons.map((reason) => ({ ...reason, folder: folderName }))],
  }
}
