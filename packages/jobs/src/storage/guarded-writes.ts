// Statements of ours that change jobs in pg-boss's table, beside those of `storeJobs` and of locked jobs. Each is guarded
// by queue, id, state and claim (or by the lock that its transaction holds on the row), so that a claim which was lost
// changes nothing; a test holds them against the pinned version of pg-boss.
import type { Claim } from './job-data.ts'
import type { SqlExecutor } from './transaction.ts'

/**
 * Gives claimed jobs of a queue back after `delayMs` without spending the attempt: with `started_on` empty, pg-boss does
 * not count the next claim as another one. Gives the ids of those whose claim was still ours.
 */
export const releaseClaims = async (db: SqlExecutor, queue: string, claims: readonly Claim[], delayMs: number): Promise<string[]> => {
  const { rows } = await db.executeSql<{ id: string }>(
    `update pgboss.job j
     set state = case when j.retry_count > 0 then 'retry' else 'created' end::pgboss.job_state,
         started_on = null, heartbeat_on = null,
         keep_until = j.keep_until + (pgboss.job_now() + $4 * interval '1 ms' - j.start_after),
         start_after = pgboss.job_now() + $4 * interval '1 ms'
     from unnest($2::uuid[], $3::int[]) as c (id, retry_count)
     where j.name = $1 and j.id = c.id and j.state = 'active' and j.retry_count = c.retry_count
     returning j.id`,
    [queue, claims.map(({ id }) => id), claims.map(({ retryCount }) => retryCount), delayMs],
  )
  return rows.map(({ id }) => id)
}

/** Takes a claimed job's remaining attempts, so that the failure that follows is its last. False when the claim was lost. */
export const spendAttempts = async (db: SqlExecutor, { queue, id, retryCount }: Claim): Promise<boolean> => {
  const { rows } = await db.executeSql(
    `update pgboss.job set retry_limit = retry_count where name = $1 and id = $2 and state = 'active' and retry_count = $3 returning id`,
    [queue, id, retryCount],
  )
  return rows.length === 1
}

/** Lets jobs that this transaction has locked, and that wait for a later time, start now. Gives how many. */
export const makeDue = async (tx: SqlExecutor, queue: string, ids: readonly string[]): Promise<number> => {
  const { rows } = await tx.executeSql(
    `update pgboss.job set start_after = pgboss.job_now()
     where name = $1 and id = any ($2::uuid[]) and state < 'active' and start_after > pgboss.job_now() returning id`,
    [queue, ids],
  )
  return rows.length
}
