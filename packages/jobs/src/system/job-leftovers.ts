import type { SqlExecutor } from '../storage/transaction.ts'
import type { CleanupTarget } from './ports.ts'

/** The core's own tables that speak of jobs, and the column that tells how old a row is. */
const tables = [
  { table: 'log_lines', at: 'at' },
  { table: 'progress', at: 'updated_at' },
  { table: 'results', at: 'created_at' },
  { table: 'attempts', at: 'ended_at' },
  { table: 'checkpoints', at: 'saved_at' },
  { table: 'cancellations', at: 'requested_at' },
  { table: 'unique_keys', at: 'inserted_at' },
] as const

/** Cleans up what jobs left behind that pg-boss's retention has deleted: a row goes when it is old and its job is gone. */
export const jobLeftovers = (db: SqlExecutor): CleanupTarget => ({
  name: 'job_leftovers',
  describe: 'Log lines, progress, results, attempts, checkpoints and unique keys of jobs that are no longer kept.',
  run: async ({ olderThan, batchSize, dryRun, signal }) => {
    let deleted = 0
    for (const { table, at } of tables) {
      const gone = `${at} < $1 and not exists (
        select from pgboss.job j where j.name = any (array(select name from pgboss.queue)) and j.id = t.job_id)`
      if (dryRun) {
        const { rows } = await db.executeSql<{ count: number }>(
          `select count(*)::int as count from backlot_jobs.${table} t where ${gone}`,
          [olderThan],
        )
        deleted += rows[0]?.count ?? 0
        continue
      }
      for (let removed = batchSize; removed === batchSize; deleted += removed) {
        signal.throwIfAborted()
        const { rows } = await db.executeSql(
          `delete from backlot_jobs.${table} where ctid = any (array(select t.ctid from backlot_jobs.${table} t where ${gone} limit $2)) returning 1`,
          [olderThan, batchSize],
        )
        removed = rows.length
      }
    }
    return { deleted }
  },
})
