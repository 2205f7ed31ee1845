/**
 * The function of the database that claims the keys of jobs about to be inserted, inside the insert's transaction; gives,
 * by claim id, the existing job that keeps a claim out. Two statements on purpose: the first inserts or locks each key's
 * row, so that equal inserts go one after the other; the second, about those keys that were there, sees with a fresh
 * snapshot what the insert before committed. One statement would decide by its old snapshot and let all of them through.
 * Keys come in order, so that batches cannot deadlock.
 *
 * The second says which of the keys are kept by another job, and takes over the others. A waiting job that keeps a claim
 * out is locked until the commit: it cannot start before, so it will see what the transaction wrote; and one that runs
 * under a lock (see `takeHold`) is waited for, and is then no longer waiting.
 *
 * Keys and jobs are looked up one by one, by their primary keys: while the tables are newer than their statistics, as
 * after a large insert, Postgres would read all jobs that wait for each claim. Applied by a migration: a change is another
 * migration.
 */
export const claimKeysFunction = `
  create function backlot_jobs.claim_keys(
    keys text[], places integer[], ids uuid[],
    kinds text[], scopes text[], periods double precision[]
  ) returns table (id uuid, holder uuid) language plpgsql
  set plan_cache_mode = force_custom_plan set jit = off set enable_seqscan = off set enable_bitmapscan = off
  set enable_hashjoin = off set enable_mergejoin = off set enable_material = off as $$
  #variable_conflict use_column
  declare
    holders uuid[];
    queues text[];
  begin
    with locked as (
      insert into backlot_jobs.unique_keys (key, kind, job_id)
      select decode(c.key, 'hex'), kinds[c.place], c.id from unnest(keys, places, ids) as c (key, place, id)
      on conflict (key) do update set kind = excluded.kind returning job_id
    )
    select array_agg(l.job_id) into holders from locked l;
    if holders = ids then
      return;
    end if;
    queues := array(select name from pgboss.queue);
    return query
      with claim as (
        select c.id, u.key, scopes[c.place] as scope, periods[c.place] as ms, u.job_id as holder, u.inserted_at
        from unnest(keys, places, ids, holders) as c (key, place, id, locked)
        join backlot_jobs.unique_keys u on u.key = decode(c.key, 'hex')
        where c.locked <> c.id
      ), queued as (
        select j.id from claim join pgboss.job j on j.name = any (queues) and j.id = claim.holder
        -- As a text, because there is an index of states.
        where claim.scope = 'queued' and claim.holder <> claim.id and j.state::text in ('created', 'retry') for key share of j
      ), judged as (
        select claim.*, claim.holder <> claim.id and held.id is not null and case claim.scope
            when 'queued' then claim.holder in (select id from queued)
            when 'exclusive' then held.state in ('created', 'retry', 'active')
            else held.state not in ('cancelled', 'failed') and claim.inserted_at > now() - claim.ms * interval '1 ms'
          end as blocks
        from claim left join pgboss.job held on held.name = any (queues) and held.id = claim.holder
      ), taken as (
        update backlot_jobs.unique_keys u set job_id = judged.id, inserted_at = now()
        from judged where u.key = judged.key and not judged.blocks and judged.holder <> judged.id
      )
      select judged.id, judged.holder from judged where judged.blocks;
  end $$`
