import { isUtf8 } from 'node:buffer'
import type { Dirent } from 'node:fs'
import { identityOf, saysGone, type FileIdentity } from './file-identity.ts'
import type { FolderAccess } from './folder-access.ts'
import { readIgnoreRules } from './ignore-rules.ts'

/** What stands under a name in a folder. */
export type NameKind = 'file' | 'folder' | 'link' | 'special'

/** A name in a folder, and what it stands for, before anything is asked about it. */
export interface FoundName {
  name: string
  kind: NameKind
  /** False: the name is not UTF-8, and `name` only shows it. */
  usable: boolean
}

/** What reading a folder gave. */
export type FolderRead =
  | { outcome: 'read'; identity: FileIdentity; names: FoundName[]; ignoreRules: string[] | undefined }
  | { outcome: 'gone' }
  | { outcome: 'unreadable'; error: unknown }

/** Reads the names of one folder, and its ignore rules. What is not a folder (any more) is gone; symlinks are none. */
export const readFolder = async (path: string, access: FolderAccess): Promise<FolderRead> => {
  try {
    // Before the names: a change that happens meanwhile then shows as a newer time.
    const stats = await access.lstat(path)
    if (!stats.isDirectory()) return { outcome: 'gone' }
    const names = (await access.readdir(path)).map(foundName)
    const ignoreRules = await readIgnoreRules(
      path,
      names.filter(({ kind }) => kind === 'file').map(({ name }) => name),
    )
    return { outcome: 'read', identity: identityOf(stats), names, ignoreRules }
  } catch (error) {
    return saysGone(error) ? { outcome: 'gone' } : { outcome: 'unreadable', error }
  }
}

const foundName = (entry: Dirent<Buffer>): FoundName => ({
  name: entry.name.toString('utf8'),
  kind: kindOf(entry),
  usable: isUtf8(entry.name),
})

const kindOf = (entry: Dirent<Buffer>): NameKind => {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  return entry.isSymbolicLink() ? 'link' : 'special'
}
