import { extensionOf } from './clean-name.ts'
import { extraTypeOfFolder } from './folder-kind.ts'
import type { ExtraType } from './parsed-name.ts'

const SUFFIXES: readonly (readonly [string, ExtraType])[] = [
  ['trailer', 'trailer'],
  ['featurette', 'featurette'],
  ['behindthescenes', 'behindTheScenes'],
  ['deletedscene', 'deletedScene'],
  ['deleted', 'deletedScene'],
  ['interview', 'interview'],
  ['scene', 'scene'],
  ['short', 'short'],
  ['clip', 'clip'],
  ['other', 'other'],
  ['extra', 'other'],
]
const SUFFIX = new RegExp(`(?:[-_](${SUFFIXES.map(([word]) => word).join('|')})s?|[.](trailer))\\d{0,2}$`, 'i')

const SHELVES = /^(?:shorts?|scenes?|clips|others?|samples?)$/i

/** What a name's last word says the file is, and where that word starts: `Solaris (1972)-trailer2`. The dash belongs to it. */
export function readExtraSuffix(text: string): { readonly type: ExtraType; readonly start: number } | undefined {
  const found = SUFFIX.exec(text)
  if (found === null || found.index === 0) return undefined
  const word = (found[1] ?? found[2] ?? '').toLowerCase()
  const type = SUFFIXES.find(([suffix]) => suffix === word)?.[1]
  return type && { type, start: found.index }
}

/** What a file is when it is not a film: by the nearest folder that says so, by its suffix, or because `trailer` is all of its name. */
export function extraTypeOfPath(path: string): ExtraType | undefined {
  const parts = path.split(/[\\/]/)
  const name = parts.pop() ?? ''
  const extension = extensionOf(name)
  const base = extension === '' ? name : name.slice(0, -extension.length - 1)
  if (/^(?:movie[-_ ])?trailers?\d*$/i.test(base)) return 'trailer'
  if (/^sample$/i.test(base)) return 'sample'
  const suffix = readExtraSuffix(base)
  if (suffix !== undefined) return suffix.type
  // The topmost folder can hold films, even when it is called Shorts; nobody calls it Deleted Scenes.
  const folder = parts.findLast((part, index) => extraTypeOfFolder(part) !== undefined && (index > 0 || !SHELVES.test(part)))
  return folder === undefined ? undefined : extraTypeOfFolder(folder)
}
