import type { Claim } from './job-data.ts'
import type { SqlExecutor } from './transaction.ts'

/** A due job that this transaction has locked, and nobody has claimed. */
export interface LockedJob extends Claim {
  /** Where its row is in the table (`ctid`): it stays there while the lock does. */
  place: string
  /** An earlier claim was taken from its host, or its attempt failed. */
  wasClaimed: boolean
}

/** Which jobs to take. */
export interface DueJobs {
  queue: string
  most: number
  /** Kinds that are left alone. */
  ignoredKinds: readonly string[]
}

/**
 * The function of the database that `lockDueJobs` calls. It is planned once a connection, and always by the index of
 * pg-boss's fetch: while a table is newer than its statistics, as after a large insert, Postgres would read and sort all
 * that waits for each batch. Applied by a migration: a change is another migration.
 */
export const lockDueJobsFunction = `
  create function backlot_jobs.lock_due_jobs(queue text, most integer, ignored_kinds text[])
  returns table (place tid, id uuid, data jsonb, retry_count integer, was_claimed boolean) language plpgsql
  set plan_cache_mode = force_generic_plan set jit = off
  set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_incremental_sort = off as $$
  #variable_conflict use_column
  begin
    return query
      select j.ctid, j.id, j.data, j.retry_count, j.started_on is not null from pgboss.job j
      where j.name = queue and j.state < 'active' and not j.blocked and j.start_after <= pgboss.job_now()
        and (j.group_id is null or j.group_id <> all (ignored_kinds))
      order by j.priority desc, j.created_on limit most
      for update of j skip locked;
  end $$`

/**
 * Locks up to `most` due jobs of a queue until the end of the transaction, in the order of pg-boss's fetch. Jobs that
 * others have locked, by a fetch or like this, are passed by.
 */
export const lockDueJobs = async (tx: SqlExecutor, { queue, most, ignoredKinds }: DueJobs): Promise<LockedJob[]> => {
  const { rows } = await tx.executeSql<LockedJob>(
    `select place::text, id, $1 as queue, data, retry_count as "retryCount", was_claimed as "wasClaimed"
     from backlot_jobs.lock_due_jobs($1, $2, $3)`,
    [queue, most, ignoredKinds],
  )
  return rows
}
