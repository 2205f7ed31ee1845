import { sql, type Kysely, type Transaction } from 'kysely'
import { SearchError } from '../search-error.ts'

const attempts = 60
const lockNotAvailable = '55P03'
const deadlockDetected = '40P01'

/**
 * Runs a transaction that locks a table others work on. While it waits for that lock everyone behind it waits too, so it
 * waits a quarter of a second at most, steps back, and tries again; after some thirty seconds it rejects, having changed nothing.
 */
export const withoutHoldingUp = async <Database, Result>(
  db: Kysely<Database>,
  what: string,
  run: (tx: Transaction<Database>) => Promise<Result>,
): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(async (tx) => {
        await sql`set local lock_timeout = '250ms'`.execute(tx)
        return await run(tx)
      })
    } catch (error) {
      if (!isBusy(error)) throw error
      if (attempt === attempts) throw new SearchError(`Could not ${what}: others kept writing to it. Try again later.`, { cause: error })
      await sql`select pg_sleep(0.25)`.execute(db)
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === lockNotAvailable || error.code === deadlockDetected)
