import { createTestDatabase } from '@backlot/testing'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { searchMigrations } from './search-migrations.ts'

/** A connection for a test, which notes its statements. */
export const connect = (url: string, statements: string[] = []): Kysely<unknown> => {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  // Dropping a test's database ends connections that are just closing.
  pool.on('error', () => undefined)
  return new Kysely({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      statements.push(query.sql)
    },
  })
}

/** Applies the migrations of this package. */
export const migrateAll = async (db: Kysely<unknown>): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => await Promise.resolve(searchMigrations.migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

/** A database that has the index's tables. */
export const openTestDatabase = async () => {
  const database = await createTestDatabase({
    template: 'search',
    prepare: async (url) => {
      const db = connect(url)
      await migrateAll(db)
      await db.destroy()
    },
  })
  const db = connect(database.url)
  const close = async () => {
    await db.destroy()
    await database.drop()
  }
  return { db, url: database.url, close }
}
