import type { JobAttempt } from '../job.ts'
import { restartProgress } from '../progress/progress-writer.ts'
import { releaseClaims, spendAttempts } from '../storage/guarded-writes.ts'
import { storableText } from '../storage/storable-json.ts'
import { notify, notifyQueue } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import type { StoreFollowUps } from './follow-ups.ts'
import type { Outcome } from './outcome.ts'
import type { RunningJob } from './running-job.ts'

/** An attempt that ended other than by completing. */
export type UnfinishedOutcome = Exclude<Outcome, { type: 'completed' | 'lost' }>

/**
 * Stores the outcome of one attempt that did not complete, with its place in the history and what follows from it, in
 * one transaction. False when the claim was lost meanwhile: then nothing is stored.
 */
export const settleJob = async (
  storage: Storage,
  host: string,
  job: RunningJob,
  { outcome, storeFollowUps }: { outcome: UnfinishedOutcome; storeFollowUps: StoreFollowUps | undefined },
): Promise<boolean> =>
  await storage.transaction(async (tx) => {
    if (!(await applyOutcome(storage, tx, job, outcome))) return false
    await recordAttempt(tx, host, job, outcome)
    if (job.cancelRequested) await tx.executeSql('delete from backlot_jobs.cancellations where job_id = $1', [job.claim.id])
    await storeFollowUps?.(tx)
    return true
  })

const applyOutcome = async (
  { boss, clock }: Storage,
  tx: SqlExecutor,
  { claim }: RunningJob,
  outcome: UnfinishedOutcome,
): Promise<boolean> => {
  const { queue, id, retryCount } = claim
  const db = tx
  switch (outcome.type) {
    case 'cancelled': {
      return wasSettled(await boss.cancel(queue, { id, retryCount }, { db }))
    }
    case 'snoozed':
    case 'released': {
      const released = await releaseClaims(tx, queue, [claim], outcome.delayMs)
      if (released.length === 1) await restartProgress(tx, id)
      if (outcome.delayMs > 0) await notify(tx, { type: 'due', queue, inMs: outcome.delayMs })
      else await notifyQueue(tx, queue)
      return released.length === 1
    }
    case 'failed': {
      if (!wasSettled(await boss.fail(queue, { id, retryCount }, storedError(outcome.error), { db }))) return false
      // pg-boss counts delays in whole seconds; the exact time goes in afterwards, in the same transaction.
      const inMs = Math.max(0, outcome.retryAt - clock.now())
      await boss.update(queue, undefined, { id, startAfter: `${inMs} milliseconds`, db })
      await notify(tx, { type: 'due', queue, inMs })
      return true
    }
    case 'discarded': {
      if (!(await spendAttempts(tx, claim))) return false
      return wasSettled(await boss.fail(queue, { id, retryCount }, storedError(outcome.error), { db }))
    }
  }
}

/** pg-boss answers a settle with how many claims it still found; its type does not say so. */
const wasSettled = (response: object): boolean => 'affected' in response && response.affected === 1

const storedError = ({ name, message, stack }: Error) => ({
  name: storableText(name),
  message: storableText(message),
  stack: storableText(stack?.slice(0, 4_000) ?? ''),
})

const recordAttempt = async (tx: SqlExecutor, host: string, job: RunningJob, outcome: UnfinishedOutcome): Promise<void> => {
  await tx.executeSql(
    'insert into backlot_jobs.attempts (job_id, attempt, outcome, error, started_at, host) values ($1, $2, $3, $4, $5, $6)',
    [job.claim.id, job.attempt, recordedOutcome(outcome), errorOf(outcome), new Date(job.claimedAt), host],
  )
}

const recordedOutcome = (outcome: UnfinishedOutcome): JobAttempt['outcome'] => {
  if (outcome.type !== 'failed' && outcome.type !== 'discarded') return outcome.type
  return outcome.timedOut ? 'timed out' : 'failed'
}

const errorOf = (outcome: UnfinishedOutcome): string | null =>
  'error' in outcome ? storableText(outcome.error.message) : outcome.type === 'cancelled' ? storableText(outcome.reason) : null
