// The only statements of ours that write to pg-boss's table. Each is guarded by queue, id, state and claim, so that a
// claim which was lost changes nothing; a test holds them against the pinned version of pg-boss.
import type { Claim } from './job-data.ts'
import type { SqlExecutor } from './transaction.ts'

const active = `name = $1 and id = $2 and state = 'active' and retry_count = $3`

/**
 * Gives a claimed job back after `delayMs` without spending the attempt: with `started_on` empty, pg-boss does not count
 * the next claim as another one. False when the claim was lost.
 */
export const releaseClaim = async (db: SqlExecutor, { queue, id, retryCount }: Claim, delayMs: number): Promise<boolean> => {
  const { rows } = await db.executeSql(
    `update pgboss.job
     set state = case when retry_count > 0 then 'retry' else 'created' end::pgboss.job_state,
         started_on = null, heartbeat_on = null,
         keep_until = keep_until + (pgboss.job_now() + $4 * interval '1 ms' - start_after),
         start_after = pgboss.job_now() + $4 * interval '1 ms'
     where ${active} returning id`,
    [queue, id, retryCount, delayMs],
  )
  return rows.length === 1
}

/** Takes a claimed job's remaining attempts, so that the failure that follows is its last. False when the claim was lost. */
export const spendAttempts = async (db: SqlExecutor, { queue, id, retryCount }: Claim): Promise<boolean> => {
  const { rows } = await db.executeSql(`update pgboss.job set retry_limit = retry_count where ${active} returning id`, [
    queue,
    id,
    retryCount,
  ])
  return rows.length === 1
}
