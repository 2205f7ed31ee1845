import { limitKey, type Limit } from '../define/limit.ts'
import type { RunningJob } from '../engine/running-job.ts'
import { releaseClaims } from '../storage/guarded-writes.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'

/** A job that is over its limit looks again after this long, in case nobody wakes it: a place that frees wakes the next. */
const parkMs = 600_000

interface Wanted {
  job: RunningJob
  key: string
  max: number
}

/**
 * Takes a place under its limit for each claimed job that has one, and gives the others back to wait for theirs. Gives
 * the jobs that may run. Equal keys are taken one after the other, under a lock, so a limit is never passed; a place
 * whose job no longer runs (its host was killed) counts as free.
 */
export const takeLimits = async (
  storage: Storage,
  jobs: readonly RunningJob[],
  limitOf: (kind: string) => Limit | undefined,
): Promise<RunningJob[]> => {
  const wanted = jobs.flatMap((job): Wanted[] => {
    const limit = limitOf(job.kind)
    return limit === undefined ? [] : [{ job, key: limitKey(job.kind, job.claim.data.args, limit), max: limit.max }]
  })
  if (wanted.length === 0) return [...jobs]
  const refused = await storage.transaction(async (tx) => {
    const taken = await takePlaces(tx, wanted)
    const over = wanted.filter(({ job }) => !taken.has(job.claim.id))
    for (const { job } of over) job.letGo = true
    await park(tx, over)
    return new Set(over.map(({ job }) => job))
  })
  return jobs.filter((job) => !refused.has(job))
}

const takePlaces = async (tx: SqlExecutor, wanted: readonly Wanted[]): Promise<Set<string>> => {
  const keys = [...new Set(wanted.map(({ key }) => key))].toSorted()
  // First the locks, in order; then, with a snapshot that sees what the holders before us committed, the count.
  await tx.executeSql(`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) as k (key)`, [keys])
  await tx.executeSql(
    `delete from backlot_jobs.limit_places p where p.key = any ($1) and not exists (
       select from pgboss.job j where j.name = p.queue and j.id = p.job_id and j.state = 'active' and j.retry_count = p.retry_count)`,
    [keys],
  )
  const rows = wanted.map(({ job: { claim }, key, max }) => ({
    key,
    max,
    queue: claim.queue,
    job_id: claim.id,
    retry_count: claim.retryCount,
  }))
  const { rows: taken } = await tx.executeSql<{ job_id: string }>(
    `insert into backlot_jobs.limit_places (key, queue, job_id, retry_count)
     select key, queue, job_id, retry_count from (
       select w.*, row_number() over (partition by w.key order by w.job_id)
                   + (select count(*) from backlot_jobs.limit_places p where p.key = w.key) as place
       from jsonb_to_recordset($1::jsonb) as w (key text, max integer, queue text, job_id uuid, retry_count integer)
     ) placed where place <= max
     returning job_id`,
    [JSON.stringify(rows)],
  )
  const ids = taken.map(({ job_id }) => job_id)
  await tx.executeSql('delete from backlot_jobs.limit_waiters where job_id = any ($1)', [ids])
  return new Set(ids)
}

/** Gives jobs back that wait for a place; no attempt is spent. */
const park = async (tx: SqlExecutor, over: readonly Wanted[]): Promise<void> => {
  for (const [queue, waiting] of Map.groupBy(over, ({ job }) => job.claim.queue)) {
    await releaseClaims(
      tx,
      queue,
      waiting.map(({ job }) => job.claim),
      parkMs,
    )
    await tx.executeSql(
      `insert into backlot_jobs.limit_waiters (job_id, key, queue) select job_id, key, $1 from unnest($2::uuid[], $3::text[]) as w (job_id, key)
       on conflict (job_id) do update set key = excluded.key`,
      [queue, waiting.map(({ job }) => job.claim.id), waiting.map(({ key }) => key)],
    )
  }
}
