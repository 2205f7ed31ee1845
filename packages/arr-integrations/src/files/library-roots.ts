import type { FileAddress, LibraryType } from '@backlot/catalog'
import type { Kysely } from 'kysely'
import { dirname, basename, relative } from 'node:path'
import type { ArrDatabase } from '../arr-database.ts'

/** A root of a library, as far as a sync needs it. */
export interface LibraryRoot {
  id: string
  libraryId: string
  path: string
  /** What it was when it was last seen; null: never. */
  device: string | null
  inode: string | null
}

/** The roots of all libraries of a type. */
export const libraryRoots = async (db: Kysely<ArrDatabase>, type: LibraryType): Promise<LibraryRoot[]> =>
  await db
    .selectFrom('backlot.library_roots as r')
    .innerJoin('backlot.libraries as l', 'l.id', 'r.library_id')
    .select(['r.id', 'r.library_id as libraryId', 'r.path', 'r.device', 'r.inode'])
    .where('l.type', '=', type)
    .orderBy('r.path')
    .execute()

/** A place below a root. */
export interface Place extends FileAddress {
  libraryId: string
}

/** Which root a path (absolute, ours) is below, and where; undefined when it is in no library. */
export const placeOf = (roots: readonly LibraryRoot[], path: string): Place | undefined => {
  const [root] = roots.filter((candidate) => path.startsWith(`${candidate.path}/`)).toSorted((a, b) => b.path.length - a.path.length)
  if (root === undefined || path.split('/').includes('..')) return undefined
  return { rootId: root.id, libraryId: root.libraryId, folder: relative(root.path, dirname(path)), name: basename(path) }
}
