import { sql, type Kysely } from 'kysely'

/**
 * Lets this transaction's commit not wait for the disk. A crash of the database then loses whole transactions from the end,
 * checkpoint and all, so that a scan goes on from a little earlier; its last transaction waits, for itself and all before.
 */
export const commitLater = async <Tables>(tx: Kysely<Tables>): Promise<void> => {
  await sql`select set_config('synchronous_commit', 'off', true)`.execute(tx)
}
