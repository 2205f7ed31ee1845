import type { LibraryType } from './parsed-name.ts'
import { readName, type NameHints, type ReadName } from './read-name.ts'

/** A folder's name is read for each file in it, and a file's again when its folder is grouped: the last few are kept. */
const most = 256
const remembered = new Map<string, ReadName>()

/** Reads a name as `readName` does, or remembers how it was read a moment ago. What it gives is not to be changed. */
export function readRememberedName(name: string, libraryType: LibraryType, hints: NameHints = {}): ReadName {
  const key = `${libraryType} ${hints.season ?? ''} ${hints.isFolder ?? false} ${name}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const read = readName(name, libraryType, hints)
  const [oldest] = remembered.keys()
  if (remembered.size >= most && oldest !== undefined) remembered.delete(oldest)
  remembered.set(key, read)
  return read
}
