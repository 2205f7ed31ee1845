import { stat } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { PermanentError } from '@backlot/jobs'
import { isDiscFolder } from '@backlot/media-names'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ItemAddress } from './list-item.ts'

/** Where a path is in its library. */
export interface LocatedFile {
  /** The item that it belongs to. */
  address: ItemAddress
  /** Relative to the root. */
  folder: string
  isFolder: boolean
}

/** A file inside of a disc stands for the disc. */
export const wholeDisc = (path: string): string => {
  const parts = path.split('/')
  const disc = parts.findIndex(isDiscFolder)
  return disc === -1 ? path : parts.slice(0, disc + 1).join('/')
}

/** Finds the root and item of a path in a library. A path that is not below it, or not there, is a PermanentError. */
export const locateFile = async (
  db: Kysely<LibraryDatabase>,
  { path, libraryId, itemFolder }: { path: string; libraryId: string; itemFolder: (folder: string) => string },
): Promise<LocatedFile> => {
  const roots = await db.selectFrom('backlot.library_roots').select(['id', 'path']).where('library_id', '=', libraryId).execute()
  const root = roots.find((candidate) => path.startsWith(`${candidate.path}/`))
  if (root === undefined) throw new PermanentError(`${path} is not below a root of the library ${libraryId}; add its folder to the library`)
  const stats = await stat(path).catch((error: unknown) => {
    throw new PermanentError(`${path} cannot be seen (${error instanceof Error ? error.message : String(error)}); is it still there?`, {
      cause: error,
    })
  })
  const folder = relative(root.path, dirname(path))
  return { address: { rootId: root.id, rootPath: root.path, itemFolder: itemFolder(folder) }, folder, isFolder: stats.isDirectory() }
}
