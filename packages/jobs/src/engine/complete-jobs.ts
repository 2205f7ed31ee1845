import { storableJson } from '../storage/storable-json.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import type { RunningJob } from './running-job.ts'

/** An attempt whose handler returned. */
export interface Completion {
  job: RunningJob
  result: unknown
}

/**
 * Completes a batch of attempts: one statement a queue, and one for all results, in one transaction where there are
 * any. Gives the ids that were completed; one that is missing had lost its claim.
 */
export const completeJobs = async (storage: Storage, batch: readonly Completion[]): Promise<Set<string>> => {
  const plain = batch.every(({ job, result }) => (result === undefined || result === null) && !job.cancelRequested)
  const queues = Map.groupBy(batch, ({ job }) => job.claim.queue)
  if (plain && queues.size === 1) return await completeQueues(storage, storage, queues)
  return await storage.transaction(async (tx) => {
    const completed = await completeQueues(storage, tx, queues)
    const own = batch.filter(({ job }) => completed.has(job.claim.id))
    await storeResults(
      tx,
      own.filter(({ result }) => result !== undefined && result !== null),
    )
    const requested = own.filter(({ job }) => job.cancelRequested).map(({ job }) => job.claim.id)
    if (requested.length > 0) await tx.executeSql('delete from backlot_jobs.cancellations where job_id = any ($1)', [requested])
    return completed
  })
}

const completeQueues = async ({ boss }: Storage, db: SqlExecutor, queues: Map<string, Completion[]>): Promise<Set<string>> => {
  const completed = new Set<string>()
  for (const [queue, batch] of queues) {
    const claims = batch.map(({ job: { claim } }) => ({ id: claim.id, retryCount: claim.retryCount }))
    for (const id of settledIds(await boss.complete(queue, claims, null, { db }))) completed.add(id)
  }
  return completed
}

/** pg-boss answers with the ids whose claim it still found; its type does not say so. */
const settledIds = (response: { settled?: string[] }): string[] => response.settled ?? []

const storeResults = async (db: SqlExecutor, batch: readonly Completion[]): Promise<void> => {
  if (batch.length === 0) return
  const rows = batch.map(({ job, result }) => storableJson({ job_id: job.claim.id, attempt: job.attempt, value: result }))
  await db.executeSql(
    `insert into backlot_jobs.results (job_id, attempt, value)
     select job_id, attempt, value from jsonb_to_recordset($1::jsonb) as r (job_id uuid, attempt integer, value jsonb)
     on conflict (job_id) do update set attempt = excluded.attempt, value = excluded.value, created_at = now()`,
    [`[${rows.join(',')}]`],
  )
}
