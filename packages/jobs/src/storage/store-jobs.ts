import { toMilliseconds } from '../define/duration.ts'
import type { Unique } from '../define/unique.ts'
import { arrayLiteral } from './array-literal.ts'
import type { JobData } from './job-data.ts'
import { channel } from './open-storage.ts'
import type { SqlExecutor } from './transaction.ts'

/** What the jobs of one kind in an insert have in common. */
export interface JobTerms {
  queue: string
  kind: string
  version: number
  priority: number
  retryLimit: number
  /** How long after its claim pg-boss ends an attempt by itself. */
  expireInSeconds: number
  unique: Unique | undefined
}

/** A job to be stored. Ids grow in the order in which jobs were made, which is the order in which they start. */
export interface JobToStore extends Pick<JobData, 'args' | 'meta'> {
  id: string
  /** Jobs that share the object share its columns. */
  terms: JobTerms
  /** What equal jobs have in common (hex), where its terms are unique; no two of an insert have the same. */
  key: string | undefined
}

export interface StoreOptions {
  /** When the jobs may start: at a time, or so many milliseconds from now. */
  startAfter: Date | number
  /** What the hosts are told when the jobs are there. */
  wakes: readonly string[]
}

/**
 * The function of the database that `storeJobs` calls: planning an insert into pg-boss's table takes longer than one
 * job's insert, and a function is planned once a connection, for however many jobs. Applied by a migration: a change is
 * another migration.
 */
export const storeJobsFunction = `
  create function backlot_jobs.store_jobs(
    ids uuid[], places integer[], documents text,
    queues text[], kinds text[], priorities integer[], retry_limits integer[], expire_seconds integer[],
    start_after timestamptz, kept_out uuid[], channel text, wakes text[]
  ) returns void language plpgsql set plan_cache_mode = force_generic_plan set enable_nestloop = off as $$
  #variable_conflict use_column
  begin
    insert into pgboss.job (
      id, name, data, priority, start_after, created_on, group_id, expire_seconds, deletion_seconds, keep_until,
      retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds
    )
    select j.id, t.queue, j.data, t.priority, store_jobs.start_after, pgboss.job_now(), t.kind, t.expire_seconds,
      q.deletion_seconds, store_jobs.start_after + q.retention_seconds * interval '1 s',
      t.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from unnest(ids, places, string_to_array(documents, E'\\n')::jsonb[]) as j (id, place, data)
    join unnest(queues, kinds, priorities, retry_limits, store_jobs.expire_seconds)
      with ordinality as t (queue, kind, priority, retry_limit, expire_seconds, place) on t.place = j.place
    left join pgboss.queue q on q.name = t.queue
    where not exists (select from unnest(kept_out) as k (id) where k.id = j.id)
    order by j.id;
    perform pg_notify(store_jobs.channel, w.wake) from unnest(wakes) as w (wake);
  end $$`

/**
 * Inserts new jobs of any queues in one round trip, but for those that an equal one keeps out; gives these, by id, with
 * the job that does. Rows are as pg-boss's `insert` would write them. That reads twenty-two columns of each job from JSON,
 * one queue at a time; here a job is its id and its data, and what its kind says is read once: a third less work for
 * Postgres, index entries and all. The queues must exist.
 */
export const storeJobs = async (
  db: SqlExecutor,
  jobs: readonly JobToStore[],
  { startAfter, wakes }: StoreOptions,
): Promise<Map<string, string>> => {
  const terms = [...new Set(jobs.map((job) => job.terms))]
  const placeOf = new Map(terms.map((each, index) => [each, index + 1]))
  const place = (job: JobToStore): number => placeOf.get(job.terms) ?? 0
  const dataOf = terms.map(({ kind, version }) => `{"kind":${JSON.stringify(kind)},"version":${version},"args":`)
  // One document a line: JSON has no line breaks of its own.
  const documents = jobs.map((job) => `${dataOf[place(job) - 1]}${JSON.stringify(job.args)},"meta":${JSON.stringify(job.meta)}}`)
  const values: unknown[] = []
  const value = (given: unknown): string => `$${values.push(given)}`
  const list = (items: readonly (string | number)[]): string => value(arrayLiteral(items))
  const kinds = list(terms.map(({ kind }) => kind))
  const start = value(startAfter instanceof Date ? startAfter.toISOString() : startAfter)
  const keyed = jobs.filter(({ key }) => key !== undefined).toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
  const keptOut =
    keyed.length === 0
      ? `select null::uuid, null::uuid where false`
      : `select id, holder from backlot_jobs.claim_keys(${[
          list(keyed.map(({ key = '' }) => key)),
          list(keyed.map(place)),
          list(keyed.map(({ id }) => id)),
          kinds,
          list(terms.map(({ unique }) => unique?.while ?? 'period')),
          list(terms.map(({ unique }) => (unique?.period === undefined ? 0 : toMilliseconds(unique.period)))),
        ].join(', ')})`
  const { rows } = await db.executeSql<{ id: string | null; holder: string }>(
    `with kept_out (id, holder) as materialized (${keptOut})
     select k.id, k.holder from backlot_jobs.store_jobs(${[
       list(jobs.map(({ id }) => id)),
       list(jobs.map(place)),
       value(documents.join('\n')),
       list(terms.map(({ queue }) => queue)),
       kinds,
       list(terms.map(({ priority }) => priority)),
       list(terms.map(({ retryLimit }) => retryLimit)),
       list(terms.map(({ expireInSeconds }) => expireInSeconds)),
       startAfter instanceof Date ? `${start}::timestamptz` : `pgboss.job_now() + ${start}::float8 * interval '1 ms'`,
       'array(select id from kept_out)',
       value(channel),
       list(wakes),
     ].join(', ')}) left join kept_out k on true`,
    values,
  )
  return new Map(rows.flatMap(({ id, holder }) => (id === null ? [] : [[id, holder] as const])))
}
