import { catalogMigrations } from '@backlot/catalog'
import { migrate } from '@backlot/jobs'
import { openTestDatabase } from '@backlot/testing'
import type { LibraryDatabase } from '../library-database.ts'
import { libraryMigrations } from '../library-migrations.ts'

/** A database with the tables of catalog and library, for one test. */
export const setupDatabase = async () =>
  await openTestDatabase<LibraryDatabase>({
    template: 'library',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, libraryMigrations])),
  })
