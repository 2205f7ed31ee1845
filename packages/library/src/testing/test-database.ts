import { catalogMigrations } from '@backlot/catalog'
import { migrate } from '@backlot/jobs'
import { createTestDatabase } from '@backlot/testing'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { LibraryDatabase } from '../library-database.ts'
import { libraryMigrations } from '../library-migrations.ts'

/** A database with the tables of catalog and library, for one test. */
export const setupDatabase = async () => {
  const database = await createTestDatabase({
    template: 'library',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, libraryMigrations])),
  })
  const pool = new pg.Pool({ connectionString: database.url, max: 3 })
  // The database is dropped while connections are idle.
  pool.on('error', () => {})
  const db = new Kysely<LibraryDatabase>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    url: database.url,
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}
