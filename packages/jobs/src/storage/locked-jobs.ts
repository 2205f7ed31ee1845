import { arrayLiteral } from './array-literal.ts'
import type { Claim } from './job-data.ts'
import type { DueJobs } from './lock-due-jobs.ts'
import type { SqlExecutor } from './transaction.ts'

// By the place of each row and in no other way: what Postgres knows of the table is older than the rows that wait.
const byPlace = `set plan_cache_mode = force_generic_plan set jit = off
  set enable_seqscan = off set enable_indexscan = off set enable_bitmapscan = off`

/**
 * The functions of the database that this file calls, for jobs that their transaction has locked (see `lockDueJobs`).
 * A commit of claims alone does not wait for the disk: one that is lost with the server leaves its job waiting, as if it
 * had not been claimed. Applied by a migration: a change is another migration.
 */
export const lockedJobsFunctions = [
  `create function backlot_jobs.claim_locked_jobs(queue text, places tid[])
  returns table (id uuid, data jsonb, retry_count integer) language plpgsql ${byPlace} as $$
  #variable_conflict use_column
  begin
    return query
      with claimed as (
        update pgboss.job j
        set state = 'active', started_on = pgboss.job_now(), heartbeat_on = pgboss.job_now(),
            retry_count = case when j.started_on is not null then j.retry_count + 1 else j.retry_count end
        where j.name = queue and j.ctid = any (places) and j.state < 'active'
        returning j.id, j.data, j.retry_count, j.priority, j.created_on
      )
      select c.id, c.data, c.retry_count from claimed c order by c.priority desc, c.created_on, c.id;
  end $$`,
  `create function backlot_jobs.complete_locked_jobs(queue text, places tid[], took_ms double precision)
  returns void language plpgsql ${byPlace} as $$
  begin
    update pgboss.job j
    set state = 'completed', started_on = pgboss.job_now(), completed_on = pgboss.job_now() + took_ms * interval '1 ms'
    where j.name = queue and j.ctid = any (places) and j.state < 'active';
  end $$`,
  `create function backlot_jobs.claim_due_jobs(queue text, most integer, ignored_kinds text[])
  returns table (id uuid, data jsonb, retry_count integer) language plpgsql as $$
  declare
    places tid[];
  begin
    perform set_config('synchronous_commit', 'off', true);
    places := array(select l.place from backlot_jobs.lock_due_jobs(queue, most, ignored_kinds) l);
    if cardinality(places) > 0 then
      return query select * from backlot_jobs.claim_locked_jobs(queue, places);
    end if;
  end $$`,
]

type ClaimedRow = Pick<Claim, 'id' | 'data' | 'retryCount'>

const claimedColumns = 'id, data, retry_count as "retryCount"'

/** Claims up to `most` due jobs of a queue, as pg-boss's fetch does and in its order. */
export const claimDueJobs = async (db: SqlExecutor, { queue, most, ignoredKinds }: DueJobs): Promise<Claim[]> => {
  const { rows } = await db.executeSql<ClaimedRow>(`select ${claimedColumns} from backlot_jobs.claim_due_jobs($1, $2, $3)`, [
    queue,
    most,
    ignoredKinds,
  ])
  return rows.map(({ id, data, retryCount }) => ({ id, queue, data, retryCount }))
}

/** Claims jobs that this transaction has locked, by the places of their rows, as pg-boss's fetch does. */
export const claimLocked = async (tx: SqlExecutor, queue: string, places: readonly string[]): Promise<Claim[]> => {
  const { rows } = await tx.executeSql<ClaimedRow>(`select ${claimedColumns} from backlot_jobs.claim_locked_jobs($1, $2)`, [
    queue,
    arrayLiteral(places),
  ])
  return rows.map(({ id, data, retryCount }) => ({ id, queue, data, retryCount }))
}

/**
 * Completes jobs that this transaction has locked and ran for `tookMs`, by the places of their rows, without claiming
 * them before. pg-boss's `complete` can do that too, but leaves no time of the start.
 */
export const completeLocked = async (
  tx: SqlExecutor,
  queue: string,
  { places, tookMs }: { places: readonly string[]; tookMs: number },
): Promise<void> => {
  await tx.executeSql('select backlot_jobs.complete_locked_jobs($1, $2, $3)', [queue, arrayLiteral(places), tookMs])
}
