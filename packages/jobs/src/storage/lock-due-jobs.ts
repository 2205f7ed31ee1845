import type { Claim } from './job-data.ts'
import type { SqlExecutor } from './transaction.ts'

/** A due job that this transaction has locked, and nobody has claimed. */
export interface LockedJob extends Claim {
  /** An earlier claim was taken from its host, or its attempt failed. */
  wasClaimed: boolean
}

/**
 * Locks up to `limit` due jobs of a queue until the end of the transaction, in the order of pg-boss's fetch and by the
 * same index. Jobs that others have locked, by a fetch or like this, are passed by.
 */
export const lockDueJobs = async (
  tx: SqlExecutor,
  { queue, limit, ignoredKinds }: { queue: string; limit: number; ignoredKinds: readonly string[] },
): Promise<LockedJob[]> => {
  const { rows } = await tx.executeSql<LockedJob>(
    `select j.id, j.name as queue, j.data, j.retry_count as "retryCount", j.started_on is not null as "wasClaimed"
     from pgboss.job j
     where j.name = $1 and j.state < 'active' and not j.blocked and j.start_after <= pgboss.job_now()
       and (j.group_id is null or j.group_id <> all ($3::text[]))
     order by j.priority desc, j.created_on limit $2
     for update of j skip locked`,
    [queue, limit, ignoredKinds],
  )
  return rows
}
