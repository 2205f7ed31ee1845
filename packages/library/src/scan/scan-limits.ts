import { stat } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { PermanentError } from '@backlot/jobs'
import { isDiscFolder, isIgnoredFolder } from '@backlot/media-names'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanLimit, ScanRoot } from './scan-run.ts'

/**
 * The folders that a scan is limited to, by root; undefined: everything. A path to a file stands for its folder. Paths on
 * roots that are offline fall away; one outside of the library is a PermanentError.
 */
export const scanLimits = async (
  db: Kysely<LibraryDatabase>,
  {
    libraryId,
    libraryName,
    paths,
    roots,
  }: { libraryId: string; libraryName: string; paths?: readonly string[] | undefined; roots: readonly ScanRoot[] },
): Promise<ScanLimit[] | undefined> => {
  if (paths === undefined) return undefined
  const all = await db.selectFrom('backlot.library_roots').select(['id', 'path']).where('library_id', '=', libraryId).execute()
  const limits: ScanLimit[] = []
  for (const path of paths) {
    const root = all.find((candidate) => isBelow(path, candidate.path))
    if (root === undefined) throw new PermanentError(`${path} is not below a root of the library "${libraryName}"; give a folder of it`)
    if (roots.some(({ id }) => id === root.id))
      limits.push({ rootId: root.id, folder: listedFolder(relative(root.path, await folderOf(resolve(path)))) })
  }
  return limits
}

/** A folder that a walk would list: above the insides of discs, samples and what is hidden. */
const listedFolder = (folder: string): string => {
  const parts = folder.split('/')
  const inside = parts.findIndex((name) => isDiscFolder(name) || isIgnoredFolder(name) || /^samples?$/i.test(name))
  return inside === -1 ? folder : parts.slice(0, inside).join('/')
}

const isBelow = (path: string, root: string): boolean => {
  const way = relative(root, resolve(path))
  return isAbsolute(path) && way !== '..' && !way.startsWith('../') && !isAbsolute(way)
}

const folderOf = async (path: string): Promise<string> => {
  const stats = await stat(path).catch(() => undefined)
  return stats === undefined || stats.isDirectory() ? path : dirname(path)
}
