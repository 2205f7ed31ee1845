import type { InsertMany } from '../client/client.ts'
import type { JobRequest } from '../define/define-job.ts'
import type { Logger } from '../log.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import type { UnfinishedOutcome } from './settle-job.ts'
import type { RunningJob } from './running-job.ts'

/** A job that failed for good: what a follow-up can be made of. */
export interface DiscardedJob {
  id: string
  kind: string
  queue: string
  /** As they are stored. */
  args: Record<string, unknown>
  /** What the last attempt threw. */
  error: string
  /** How many attempts were begun. */
  attempts: number
  failedAt: Date
}

/** Jobs that follow from how another ended. They are stored in the transaction of that end: both are there, or neither. */
export interface FollowUps {
  /**
   * What follows when an attempt fails and none is left; that of a host which died is concluded by another. A pure function that waits for nothing; one that
   * throws, or asks for what cannot be inserted, is logged, and the job is discarded without.
   */
  readonly discarded?: (job: DiscardedJob) => readonly JobRequest[]
}

/** Stores what follows from an outcome, in the transaction of that. */
export type StoreFollowUps = (tx: SqlExecutor) => Promise<void>

/** Asks once what follows from the outcome of a job; undefined when nothing does. */
export type AskFollowUps = (job: RunningJob, outcome: UnfinishedOutcome, failedAt: Date) => StoreFollowUps | undefined

/** Makes the asker of a host. Nothing that goes wrong with a follow-up keeps the outcome from being stored. */
export const createFollowUps = ({ discarded }: FollowUps, insertMany: InsertMany, logger: Logger): AskFollowUps => {
  const tellRefused = ({ kind, claim }: RunningJob, error: unknown): void =>
    logger.error({ job: claim.id, kind, error: String(error) }, 'What follows a discarded job could not be stored; it is discarded without')
  const ask = (job: RunningJob, error: Error, failedAt: Date): readonly JobRequest[] => {
    const { kind, attempt, claim } = job
    const { id, queue, data } = claim
    try {
      return [...(discarded?.({ id, kind, queue, args: data.args, error: error.message, attempts: attempt, failedAt }) ?? [])]
    } catch (thrown) {
      tellRefused(job, thrown)
      return []
    }
  }
  return (job, outcome, failedAt) => {
    const requests = outcome.type === 'discarded' ? ask(job, outcome.error, failedAt) : []
    if (requests.length === 0) return undefined
    return async (tx) => {
      await tx.executeSql('savepoint follow_ups')
      try {
        await insertMany(requests, { tx: { query: async (text, values) => await tx.executeSql(text, values) } })
      } catch (error) {
        // Where the connection is lost this throws too, and the whole outcome is stored again.
        await tx.executeSql('rollback to savepoint follow_ups')
        if (isRolledBack(error)) throw error
        tellRefused(job, error)
      }
    }
  }
}

/** Whether Postgres says that the same may work the next time: SQLSTATE class 40. */
const isRolledBack = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^40[0-9A-Z]{3}$/.test(String(error.code))
