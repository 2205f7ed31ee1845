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

/** The error of job `j`: pg-boss wraps those of its own upkeep once more. */
export const errorColumn = `coalesce(j.output ->> 'message', j.output -> 'value' ->> 'message')`

const summaryColumns = `
  j.id, j.name as queue, j.group_id as kind, ${stateColumn} as state, j.priority, j.created_on as "createdAt",
  j.start_after as "scheduledAt", j.started_on as "startedAt", j.completed_on as "finishedAt",
  j.retry_limit + 1 as "maxAttempts", j.retry_count + (j.started_on is not null)::int as attempt, ${errorColumn} as error`

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

/** Holds jobs still until the transaction ends: no fetch takes them meanwhile. Gives those that are there, in pg-boss's own states. */
export const lockJobs = async (tx: SqlExecutor, ids: readonly string[]) => {
  const { rows } = await tx.executeSql<{
    id: string
    queue: string
    state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed'
  }>(
    `select id, name as queue, state from pgboss.job
     where name = any (array(select name from pgboss.queue)) and id = any ($1) order by id for update`,
    [[...ids]],
  )
  return rows
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

/** Whether job `j` is one of a filter, by the values of `filterValues`; $1 are the queues. */
const filterCondition = `
  ($2::text[] is null or j.group_id = any ($2))
  and ($3::timestamptz is null or j.created_on >= $3)
  and ($4::text is null or j.data::text ilike $4 or j.output::text ilike $4)
  and ($5::text[] is null or ${stateColumn} = any ($5))`

const filterValues = ({ states, kinds, queues, since, text }: JobFilter): unknown[] => [
  queues ?? null,
  kinds ?? null,
  since ?? null,
  text === undefined ? null : `%${escapeLike(text)}%`,
  states ?? null,
]

/** A page of jobs, newest first: each queue is read from the end of its primary key. */
export const readPage = async (db: SqlExecutor, filter: JobFilter, after: string | undefined, limit: number): Promise<JobSummary[]> => {
  const { rows } = await db.executeSql<SummaryRow>(
    `select page.* from unnest(coalesce($1::text[], array(select name from pgboss.queue))) as q (name)
     cross join lateral (
       select ${summaryColumns}
       from pgboss.job j left join backlot_jobs.cancellations c on c.job_id = j.id
       where j.name = q.name and ${filterCondition} and ($6::uuid is null or j.id < $6)
       order by j.id desc limit $7
     ) page
     order by page.id desc limit $7`,
    [...filterValues(filter), after ?? null, limit],
  )
  return rows.map(toSummary)
}

/** How many jobs a filter finds. */
export const readTotal = async (db: SqlExecutor, filter: JobFilter): Promise<number> => {
  const { rows } = await db.executeSql<{ count: number }>(
    `select count(*)::int as count from pgboss.job j left join backlot_jobs.cancellations c on c.job_id = j.id
     where j.name = any (coalesce($1::text[], array(select name from pgboss.queue))) and ${filterCondition}`,
    filterValues(filter),
  )
  return rows[0]?.count ?? 0
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

/**
 * Milliseconds until the next job of each queue becomes due, 0 or less for one that is; queues in which none waits are
 * left out. Asked per state: index job_i14 begins with it.
 */
export const readNextDue = async (db: SqlExecutor, queues: readonly string[]): Promise<Map<string, number>> => {
  const next = (state: string): string => `
    (select start_after from pgboss.job
     where name = q.name and state = '${state}' and not blocked order by start_after limit 1)`
  const { rows } = await db.executeSql<{ name: string; ms: number | null }>(
    `select q.name, extract(epoch from least(${next('created')}, ${next('retry')}) - pgboss.job_now())::float8 * 1000 as ms
     from unnest($1::text[]) as q (name)`,
    [queues],
  )
  return new Map(rows.flatMap(({ name, ms }) => (ms === null ? [] : [[name, ms]])))
}
