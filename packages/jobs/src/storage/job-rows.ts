// The one place that reads pg-boss's table: lists, counts and single jobs in the field's own words.
import type { JobCount, JobFilter } from '../client/client.ts'
import type { JobAttempt, JobSummary } from '../job.ts'
import type { SqlExecutor } from './transaction.ts'

const stateColumn = `
  case j.state
    when 'active' then case when c.job_id is null then 'running' else 'cancelling' end
    when 'failed' then 'discarded'
    when 'retry' then 'retryable'
    when 'created' then case when j.start_after > pgboss.job_now() then 'scheduled' else 'available' end
    else j.state::text
  end`

const summaryColumns = `
  j.id, j.name as queue, j.group_id as kind, ${stateColumn} as state, j.priority, j.created_on as "createdAt",
  j.start_after as "scheduledAt", j.started_on as "startedAt", j.completed_on as "finishedAt",
  j.retry_limit + 1 as "maxAttempts", j.retry_count + (j.started_on is not null)::int as attempt, j.output ->> 'message' as error`

/** A row of `summaryColumns`, as the driver reads it. */
type SummaryRow = { [Field in keyof JobSummary]: Exclude<JobSummary[Field], undefined> | null }

const toSummary = (row: SummaryRow): JobSummary => ({
  ...(row as JobSummary),
  kind: row.kind ?? '',
  startedAt: row.startedAt ?? undefined,
  finishedAt: row.finishedAt ?? undefined,
  error: row.error ?? undefined,
})

/** One job with its args and result; undefined when it is not there. */
export const readJob = async (db: SqlExecutor, id: string) => {
  const { rows } = await db.executeSql<SummaryRow & { args: Record<string, unknown>; result: unknown }>(
    `select ${summaryColumns}, j.data -> 'args' as args, r.value as result
     from pgboss.job j
     left join backlot_jobs.cancellations c on c.job_id = j.id
     left join backlot_jobs.results r on r.job_id = j.id
     where j.name = any (array(select name from pgboss.queue)) and j.id = $1`,
    [id],
  )
  const row = rows[0]
  return row === undefined ? undefined : { ...toSummary(row), args: row.args, result: row.result ?? undefined }
}

/** Holds a job still until the transaction ends: no fetch takes it meanwhile. Says whether it waits or runs; undefined when it is not there. */
export const lockJob = async (tx: SqlExecutor, id: string): Promise<{ queue: string; waits: boolean; runs: boolean } | undefined> => {
  const { rows } = await tx.executeSql<{ queue: string; waits: boolean; runs: boolean }>(
    `select name as queue, state in ('created', 'retry') as waits, state = 'active' as runs
     from pgboss.job where name = any (array(select name from pgboss.queue)) and id = $1 for update`,
    [id],
  )
  return rows[0]
}

/** The attempts of a job that did not complete, oldest first. */
export const readAttempts = async (db: SqlExecutor, id: string): Promise<JobAttempt[]> => {
  const { rows } = await db.executeSql<JobAttempt & { error: string | null }>(
    `select attempt, outcome, error, started_at as "startedAt", ended_at as "endedAt", host
     from backlot_jobs.attempts where job_id = $1 order by ended_at`,
    [id],
  )
  return rows.map((row) => ({ ...row, error: row.error ?? undefined }))
}

/** A page of jobs, newest first: each queue is read from the end of its primary key. */
export const readPage = async (db: SqlExecutor, filter: JobFilter, after: string | undefined, limit: number): Promise<JobSummary[]> => {
  const { states, kinds, queues, since, text } = filter
  const { rows } = await db.executeSql<SummaryRow>(
    `select page.* from unnest(coalesce($1::text[], array(select name from pgboss.queue))) as q (name)
     cross join lateral (
       select ${summaryColumns}
       from pgboss.job j left join backlot_jobs.cancellations c on c.job_id = j.id
       where j.name = q.name
         and ($2::uuid is null or j.id < $2)
         and ($3::text[] is null or j.group_id = any ($3))
         and ($4::timestamptz is null or j.created_on >= $4)
         and ($5::text is null or j.data::text ilike $5 or j.output::text ilike $5)
         and ($6::text[] is null or ${stateColumn} = any ($6))
       order by j.id desc limit $7
     ) page
     order by page.id desc limit $7`,
    [
      queues ?? null,
      after ?? null,
      kinds ?? null,
      since ?? null,
      text === undefined ? null : `%${escapeLike(text)}%`,
      states ?? null,
      limit,
    ],
  )
  return rows.map(toSummary)
}

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** How many jobs of each kind stand where. */
export const readCounts = async (db: SqlExecutor): Promise<JobCount[]> => {
  const { rows } = await db.executeSql<JobCount>(
    `select queue, kind, state, count(*)::int as count from (
       select j.name as queue, coalesce(j.group_id, '') as kind, ${stateColumn} as state
       from pgboss.job j left join backlot_jobs.cancellations c on c.job_id = j.id
     ) jobs group by queue, kind, state order by queue, kind, state`,
  )
  return rows
}

/** Milliseconds until the next job of a queue becomes due; undefined when none waits for its time. Asked per state: index job_i14. */
export const readNextDue = async (db: SqlExecutor, queue: string): Promise<number | undefined> => {
  const next = (state: string): string => `
    (select start_after from pgboss.job
     where name = $1 and state = '${state}' and not blocked and start_after > pgboss.job_now() order by start_after limit 1)`
  const { rows } = await db.executeSql<{ ms: number | null }>(
    `select extract(epoch from least(${next('created')}, ${next('retry')}) - pgboss.job_now())::float8 * 1000 as ms`,
    [queue],
  )
  return rows[0]?.ms ?? undefined
}
