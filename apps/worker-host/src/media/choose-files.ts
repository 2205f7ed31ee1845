import { dirname, basename, relative } from 'node:path'
import { listLibraries, type FileChoice } from '@backlot/catalog'
import type { LibraryDatabase } from '@backlot/library'
import type { Kysely } from 'kysely'
import type { FileTarget } from '../http/library-schema.ts'
import { notFound, ProblemError } from '../http/problem.ts'

/** Finds what files a request means: by id, the file at a path, or what lies right in the folder at a path. */
export const chooseFiles = async (db: Kysely<LibraryDatabase>, { files, path }: FileTarget): Promise<FileChoice> => {
  if (files !== undefined) return { fileIds: checkedIds(files) }
  const { rootId, inside } = await placeInRoots(db, path ?? '')
  const folder = inside === '' ? '' : dirname(inside) === '.' ? '' : dirname(inside)
  const file = await db
    .selectFrom('backlot.files')
    .select('id')
    .where('root_id', '=', rootId)
    .where('folder', '=', folder)
    .where('name', '=', basename(inside))
    .executeTakeFirst()
  return file === undefined ? { rootId, folder: inside } : { fileIds: [file.id] }
}

/** File ids are numbers; what else was sent would be an error of the database. */
export const checkedIds = (ids: readonly string[]): readonly string[] => {
  const wrong = ids.find((id) => !/^\d{1,18}$/.test(id))
  if (wrong === undefined) return ids
  throw new ProblemError(400, `"${wrong}" is not the id of a file`, [{ path: 'files', message: 'ids of files are numbers' }])
}

const placeInRoots = async (db: Kysely<LibraryDatabase>, path: string): Promise<{ rootId: string; inside: string }> => {
  const roots = (await listLibraries(db)).flatMap((library) => library.roots)
  for (const root of roots) {
    if (path === root.path || path.startsWith(`${root.path}/`)) return { rootId: root.id, inside: relative(root.path, path) }
  }
  throw notFound(`${path} is in no library; their folders are ${roots.map((root) => root.path).join(', ') || 'none'}`)
}
