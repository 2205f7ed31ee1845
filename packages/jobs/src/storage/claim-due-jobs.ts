import type { Claim, JobData } from './job-data.ts'
import type { SqlExecutor } from './transaction.ts'

/**
 * The function of the database that `claimDueJobs` calls. Planning takes longer than a claim, and a function is planned
 * once a connection: by the index of pg-boss's fetch, also when the table was empty in that moment, and never compiled,
 * however long it is. The commit does not wait for the disk: a claim that is lost with the server leaves its job waiting,
 * as if it had not been claimed. Applied by a migration: a change is another migration.
 */
export const claimDueJobsFunction = `
  create function backlot_jobs.claim_due_jobs(queue text, most integer, ignored_kinds text[])
  returns table (id uuid, data jsonb, retry_count integer) language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_sort = off set enable_incremental_sort = off
  set jit = off as $$
  #variable_conflict use_column
  declare
    due uuid[];
  begin
    perform set_config('synchronous_commit', 'off', true);
    due := array(
      select j.id from pgboss.job j
      where j.name = queue and j.state < 'active' and not j.blocked and j.start_after <= pgboss.job_now()
        and (j.group_id is null or j.group_id <> all (ignored_kinds))
      order by j.priority desc, j.created_on limit most
      for update of j skip locked
    );
    if cardinality(due) = 0 then
      return;
    end if;
    return query
      with claimed as (
        update pgboss.job j
        set state = 'active', started_on = pgboss.job_now(), heartbeat_on = pgboss.job_now(),
            retry_count = case when j.started_on is not null then j.retry_count + 1 else j.retry_count end
        from unnest(due) with ordinality as d (id, place)
        where j.name = queue and j.id = d.id returning j.id, j.data, j.retry_count, d.place
      )
      select c.id, c.data, c.retry_count from claimed c order by c.place;
  end $$`

/** Claims up to `most` due jobs of a queue, as pg-boss's fetch does and in its order. */
export const claimDueJobs = async (
  db: SqlExecutor,
  { queue, most, ignoredKinds }: { queue: string; most: number; ignoredKinds: readonly string[] },
): Promise<Claim[]> => {
  const { rows } = await db.executeSql<{ id: string; data: JobData; retryCount: number }>(
    'select id, data, retry_count as "retryCount" from backlot_jobs.claim_due_jobs($1, $2, $3)',
    [queue, most, ignoredKinds],
  )
  return rows.map(({ id, data, retryCount }) => ({ id, queue, data, retryCount }))
}
