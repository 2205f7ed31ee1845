import { extensionOf } from './clean-name.ts'
import type { LibraryType } from './parsed-name.ts'
import { readName, type NameHints, type ReadName } from './read-name.ts'

/** A folder's name is read for each file in it, and a file's again when its folder is grouped: the last few are kept. */
const most = 256
const mostKinds = 16
const remembered = new Map<string, Map<string, ReadName>>()

/** Reads a name as `readName` does, or remembers how it was read a moment ago. What it gives is not to be changed. */
export function readRememberedName(name: string, libraryType: LibraryType, hints: NameHints = {}): ReadName {
  const alike = namesReadWith(libraryType, hints)
  // A file that is called like its folder says the same.
  const extension = extensionOf(name)
  const bare = extension === '' ? name : name.slice(0, -extension.length - 1)
  const known = alike.get(bare)
  if (known !== undefined) return known
  const read = readName(name, libraryType, hints)
  if (alike.size >= most) alike.clear()
  alike.set(bare, read)
  return read
}

function namesReadWith(libraryType: LibraryType, { season, isFolder }: NameHints): Map<string, ReadName> {
  const key = `${libraryType} ${season ?? ''} ${isFolder ?? ''}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  // Names may give any season, and nothing here is to grow without end.
  if (remembered.size >= mostKinds) remembered.clear()
  const alike = new Map<string, ReadName>()
  remembered.set(key, alike)
  return alike
}
