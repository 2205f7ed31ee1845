import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'

/**
 * Runs `work` while this process alone may scan the library; 'busy' when another does. The lock lives with a database
 * connection, so that of a killed process is free at once.
 */
export const withLibraryLock = async <Result>(
  db: Kysely<LibraryDatabase>,
  libraryId: string,
  work: () => Promise<Result>,
): Promise<Result | 'busy'> =>
  await db.connection().execute(async (connection) => {
    const key = `backlot scan ${libraryId}`
    const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as locked`.execute(connection)
    if (rows[0]?.locked !== true) return 'busy'
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`.execute(connection)
    }
  })
