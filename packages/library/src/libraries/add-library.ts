import { readdir, realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { inTransaction, type LibraryType } from '@backlot/catalog'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { settingColumns, type SomeSettings } from './edit-library.ts'
import { isLibraryError, LibraryError } from './library-error.ts'

/** A library to add; settings that are left out have their defaults: enabled, scanned at the start and every six hours, not watched. */
export interface NewLibrary extends SomeSettings {
  name: string
  type: LibraryType
  /** Folders, absolute or relative to the working directory. */
  paths: readonly string[]
}

/**
 * Adds a library, and gives its id. Its roots must be folders that can be read, and overlap no other root; symlinks are
 * followed to their end first. Rejects with a LibraryError that says what is wrong.
 */
export const addLibrary = async (db: Kysely<LibraryDatabase>, { name, type, paths, ...settings }: NewLibrary): Promise<string> => {
  if (name.trim() === '') throw new LibraryError('A library needs a name')
  if (paths.length === 0) throw new LibraryError(`The library "${name}" needs at least one folder`)
  const roots: string[] = []
  for (const path of paths) roots.push(await checkedRoot(path))
  return await inTransaction(db, async (tx) => {
    const known = await tx
      .selectFrom('backlot.library_roots as r')
      .innerJoin('backlot.libraries as l', 'l.id', 'r.library_id')
      .select(['r.path', 'l.name'])
      .execute()
    for (const [index, root] of roots.entries()) {
      const others = [...known, ...roots.slice(0, index).map((path) => ({ path, name }))]
      const other = others.find(({ path }) => overlap(path, root))
      if (other !== undefined)
        throw new LibraryError(`${root} overlaps ${other.path} of the library "${other.name}"; a file belongs to one library`)
    }
    const library = await tx
      .insertInto('backlot.libraries')
      .values({ name: name.trim(), type, ...settingColumns(settings) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (library === undefined) throw new LibraryError(`There is a library "${name}" already; choose another name`)
    await tx
      .insertInto('backlot.library_roots')
      .values(roots.map((path) => ({ library_id: library.id, path })))
      .execute()
    return library.id
  })
}

const checkedRoot = async (given: string): Promise<string> => {
  try {
    const path = await realpath(resolve(given))
    if (!(await stat(path)).isDirectory()) throw new LibraryError(`${given} is not a folder`)
    await readdir(path)
    return path
  } catch (error) {
    if (isLibraryError(error)) throw error
    throw new LibraryError(`The folder ${given} cannot be used (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    })
  }
}

const overlap = (one: string, other: string): boolean => one === other || isBelow(one, other) || isBelow(other, one)

const isBelow = (path: string, folder: string): boolean => path.startsWith(folder === '/' ? folder : `${folder}/`)
