import type { Kysely } from 'kysely'

/**
 * Runs `work` in a transaction: the open one when `db` already is a transaction (then its owner commits), a new one
 * otherwise. What a dry run does is rolled back by an outer transaction without the inner code knowing.
 */
export const inTransaction = async <Tables, Result>(db: Kysely<Tables>, work: (tx: Kysely<Tables>) => Promise<Result>): Promise<Result> =>
  db.isTransaction ? await work(db) : await db.transaction().execute(work)
