import { executorOf, type TransactionLike } from '../storage/transaction.ts'
import type { CleanupTarget } from './ports.ts'

/** Rows of one table that go when they are old enough. */
export interface AgingRows {
  name: string
  describe: string
  /** With its schema. */
  table: string
  /** When a row is old, in SQL; `$1` is the time before which it must lie: `used_at < $1`. */
  old: string
}

/** A cleanup target that deletes the old rows of a table, in batches of a statement each; a dry run counts them. */
export const agingRows = (db: TransactionLike, { name, describe, table, old }: AgingRows): CleanupTarget => ({
  name,
  describe,
  run: async ({ olderThan, batchSize, dryRun, signal }) => {
    const executor = executorOf(db)
    if (dryRun) {
      const { rows } = await executor.executeSql<{ count: number }>(`select count(*)::integer as count from ${table} where ${old}`, [
        olderThan,
      ])
      return { deleted: rows[0]?.count ?? 0 }
    }
    let deleted = 0
    for (let removed = batchSize; removed === batchSize; deleted += removed) {
      signal.throwIfAborted()
      const { rows } = await executor.executeSql(
        `delete from ${table} where ctid = any (array(select ctid from ${table} where ${old} limit $2)) returning 1`,
        [olderThan, batchSize],
      )
      removed = rows.length
    }
    return { deleted }
  },
})
