import { classifyFile, isDiscFolder, isIgnoredFolder, isSample, isUnfinished } from '@backlot/media-names'
import { isIgnoreMarker } from './ignore-rules.ts'
import type { FoundName } from './read-folder.ts'
import type { WalkProblem } from './walked-folder.ts'

/** What is to be done with a name in a folder, judged by the name and its kind alone. */
export type NameVerdict =
  | { do: 'list' }
  | { do: 'take'; as: 'video' | 'sidecar' | 'disc' }
  | { do: 'skip'; reason: string }
  | { do: 'report'; problem: WalkProblem }
  | { do: 'nothing' }

/** Judges a name: list it as a folder, take it as a video, NFO or picture, pass over it, or report it. Touches nothing. */
export const judgeName = (found: FoundName): NameVerdict => {
  const { name, kind } = found
  if (!found.usable) return judgeUnusable(found)
  if (kind === 'folder') return judgeFolder(name)
  if (isIgnoreMarker(name)) return nothing
  if (name.startsWith('.')) return { do: 'skip', reason: 'hidden' }
  if (isUnfinished(name)) return { do: 'skip', reason: 'unfinished download' }
  const use = classifyFile(name)
  if (use !== 'video' && use !== 'nfo' && use !== 'image') return kind === 'link' ? { do: 'take', as: 'sidecar' } : nothing
  if (kind === 'special') return { do: 'report', problem: notAFile(name) }
  if (use !== 'video') return { do: 'take', as: 'sidecar' }
  return isSample(name) ? { do: 'skip', reason: 'sample' } : { do: 'take', as: 'video' }
}

const nothing: NameVerdict = { do: 'nothing' }

const judgeFolder = (name: string): NameVerdict => {
  if (name.startsWith('.')) return { do: 'skip', reason: 'hidden' }
  if (isIgnoredFolder(name)) return { do: 'skip', reason: 'system folder' }
  if (/^samples?$/i.test(name)) return { do: 'skip', reason: 'sample' }
  if (!isDiscFolder(name)) return { do: 'list' }
  // Beside a Blu-ray's BDMV lies its CERTIFICATE, which is no film of its own.
  return /^certificate$/i.test(name) ? nothing : { do: 'take', as: 'disc' }
}

const judgeUnusable = ({ name, kind }: FoundName): NameVerdict => {
  if (kind !== 'folder' && classifyFile(name) !== 'video') return nothing
  const what = kind === 'folder' ? 'folder' : 'file'
  const message = `The name of this ${what} is not UTF-8, so it cannot be stored or opened by name; rename it (convmv turns old encodings into UTF-8).`
  return { do: 'report', problem: { name, kind: 'name not UTF-8', message } }
}

/** A problem: something that is no file has the name of one. */
export const notAFile = (name: string): WalkProblem => ({
  name,
  kind: 'not a file',
  message: 'This is a pipe, socket or device with the name of a media file; it was not opened. Remove it or rename it.',
})
