import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { createTestDatabase, type TestDatabaseOptions } from './test-database.ts'

/** A database of a test's own, with a way to ask it. */
export interface OpenTestDatabase<Tables> extends AsyncDisposable {
  db: Kysely<Tables>
  url: string
  /** Statements since the start; set it back by hand. */
  statements: { count: number }
}

/** Makes a database as `createTestDatabase` does, and connects to it, four times at most; it is dropped on dispose. */
export const openTestDatabase = async <Tables>(options: TestDatabaseOptions): Promise<OpenTestDatabase<Tables>> => {
  const database = await createTestDatabase(options)
  const pool = new pg.Pool({ connectionString: database.url, max: 4 })
  // The database is dropped while connections are idle.
  pool.on('error', () => {})
  const statements = { count: 0 }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: () => void statements.count++ })
  return {
    db,
    url: database.url,
    statements,
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}
