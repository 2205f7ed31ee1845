import type { LibrarySettings } from '@backlot/catalog'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { LibraryError } from './library-error.ts'

/** Settings of which some are given; undefined is not given. */
export type SomeSettings = { [Setting in keyof LibrarySettings]?: LibrarySettings[Setting] | undefined }

/** What may be changed of a library that is there. */
export type LibraryEdit = SomeSettings & { name?: string | undefined }

/** The columns of settings; undefined leaves a column as it is, or at its default. */
export const settingColumns = (settings: SomeSettings) => ({
  enabled: settings.enabled,
  scan_on_start: settings.scanOnStart,
  scan_interval_ms: settings.scanIntervalMs,
  watch: settings.watch,
  preferred_language: settings.preferredLanguage,
  metadata_providers: settings.metadataProviders,
})

/**
 * Changes a library's name or settings; what is left out stays. A host that runs takes it over: the next time that it
 * looks which scans are due, and within seconds what it watches. Rejects with a LibraryError when the name is taken;
 * false: there is no such library.
 */
export const editLibrary = async (db: Kysely<LibraryDatabase>, libraryId: string, { name, ...settings }: LibraryEdit): Promise<boolean> => {
  const columns = Object.fromEntries(
    Object.entries({ name: name?.trim(), ...settingColumns(settings) }).filter(([, value]) => value !== undefined),
  )
  if (Object.keys(columns).length === 0) return true
  if (columns['name'] === '') throw new LibraryError('A library needs a name')
  try {
    const { numUpdatedRows } = await db.updateTable('backlot.libraries').set(columns).where('id', '=', libraryId).executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  } catch (error) {
    if (isNameTaken(error))
      throw new LibraryError(`There is a library "${String(columns['name'])}" already; choose another name`, { cause: error })
    throw error
  }
}

const isNameTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'
