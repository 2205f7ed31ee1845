import { storableJson } from '../storage/storable-json.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import type { RunningJob } from './running-job.ts'

/** An attempt whose handler returned. */
export interface Completion {
  job: RunningJob
  /** What it returned, as JSON; undefined when that was nothing. */
  result: string | undefined
}

/** The completion of an attempt. Throws a TypeError for a result that refers to itself. */
export const completionOf = (job: RunningJob, result: unknown): Completion => ({
  job,
  result: result === undefined || result === null ? undefined : storableJson(result),
})

/**
 * Completes a batch of attempts of a queue: one statement, and one for all results, in one transaction where there are
 * any. Gives the ids that were completed; one that is missing had lost its claim.
 */
export const completeJobs = async (storage: Storage, queue: string, batch: readonly Completion[]): Promise<Set<string>> => {
  const isPlain = batch.every(({ job, result }) => result === undefined && !job.cancelRequested)
  if (isPlain) return await completeClaims(storage, storage, queue, batch)
  return await storage.transaction(async (tx) => {
    const completed = await completeClaims(storage, tx, queue, batch)
    const own = batch.filter(({ job }) => completed.has(job.claim.id))
    await storeResults(tx, own)
    const requested = own.filter(({ job }) => job.cancelRequested).map(({ job }) => job.claim.id)
    if (requested.length > 0) await tx.executeSql('delete from backlot_jobs.cancellations where job_id = any ($1)', [requested])
    return completed
  })
}

const completeClaims = async ({ boss }: Storage, db: SqlExecutor, queue: string, batch: readonly Completion[]): Promise<Set<string>> => {
  const claims = batch.map(({ job: { claim } }) => ({ id: claim.id, retryCount: claim.retryCount }))
  return new Set(settledIds(await boss.complete(queue, claims, null, { db })))
}

/** pg-boss answers with the ids whose claim it still found; its type does not say so. */
const settledIds = (response: { settled?: string[] }): string[] => response.settled ?? []

/** Stores the results of completed attempts, of those that have one. */
export const storeResults = async (db: SqlExecutor, batch: readonly Completion[]): Promise<void> => {
  const rows = batch.flatMap(({ job, result }) =>
    result === undefined ? [] : [`{"job_id":"${job.claim.id}","attempt":${job.attempt},"value":${result}}`],
  )
  if (rows.length === 0) return
  await db.executeSql(
    `insert into backlot_jobs.results (job_id, attempt, value)
     select job_id, attempt, value from jsonb_to_recordset($1::jsonb) as r (job_id uuid, attempt integer, value jsonb)
     on conflict (job_id) do update set attempt = excluded.attempt, value = excluded.value, created_at = now()`,
    [`[${rows.join(',')}]`],
  )
}
