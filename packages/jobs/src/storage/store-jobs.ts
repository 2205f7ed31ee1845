import { arrayLiteral } from './array-literal.ts'
import type { JobData } from './job-data.ts'
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
}

/** A job to be stored. Ids grow in the order in which jobs were made, which is the order in which they start. */
export interface JobToStore extends Pick<JobData, 'args' | 'meta'> {
  id: string
  /** Jobs that share the object share its columns. */
  terms: JobTerms
}

/** When jobs may start: at a time, or so many milliseconds from now. */
export type StartAfter = Date | number

/**
 * The function of the database that `storeJobs` calls: planning an insert into pg-boss's table takes longer than one
 * job's insert, and a function is planned once a connection. Applied by a migration: a change is another migration.
 */
export const storeJobsFunction = `
  create function backlot_jobs.store_jobs(
    ids uuid[], places integer[], documents text,
    queues text[], kinds text[], priorities integer[], retry_limits integer[], expire_seconds integer[],
    start_after timestamptz
  ) returns void language plpgsql set plan_cache_mode = force_generic_plan as $$
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
    order by j.id;
  end $$`

/**
 * Inserts new jobs of any queues with one statement, as pg-boss's `insert` would one queue's. Theirs reads twenty-two
 * columns of each job from JSON; here a job is its id and its data, and what its kind says is read once: a third less
 * work for Postgres, index entries and all. Wakes nobody; the queues must exist.
 */
export const storeJobs = async (db: SqlExecutor, jobs: readonly JobToStore[], startAfter: StartAfter): Promise<void> => {
  const terms = [...new Set(jobs.map((job) => job.terms))]
  const placeOf = new Map(terms.map((each, index) => [each, index + 1]))
  const dataOf = terms.map(({ kind, version }) => `{"kind":${JSON.stringify(kind)},"version":${version},"args":`)
  const places = jobs.map((job) => placeOf.get(job.terms) ?? 0)
  // One document a line: JSON has no line breaks of its own.
  const documents = jobs.map(
    ({ args, meta }, index) => `${dataOf[(places[index] ?? 0) - 1]}${JSON.stringify(args)},"meta":${JSON.stringify(meta)}}`,
  )
  const start = startAfter instanceof Date ? '$9::timestamptz' : `pgboss.job_now() + $9::float8 * interval '1 ms'`
  await db.executeSql(`select backlot_jobs.store_jobs($1, $2, $3, $4, $5, $6, $7, $8, ${start})`, [
    arrayLiteral(jobs.map(({ id }) => id)),
    arrayLiteral(places),
    documents.join('\n'),
    arrayLiteral(terms.map(({ queue }) => queue)),
    arrayLiteral(terms.map(({ kind }) => kind)),
    arrayLiteral(terms.map(({ priority }) => priority)),
    arrayLiteral(terms.map(({ retryLimit }) => retryLimit)),
    arrayLiteral(terms.map(({ expireInSeconds }) => expireInSeconds)),
    startAfter instanceof Date ? startAfter.toISOString() : startAfter,
  ])
}
