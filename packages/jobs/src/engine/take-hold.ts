import type { FinalProgress } from '../progress/progress-writer.ts'
import { lockDueJobs, type LockedJob } from '../storage/lock-due-jobs.ts'
import { claimLocked, completeLocked } from '../storage/locked-jobs.ts'
import { notifyQueue } from '../storage/notify.ts'
import { createMessage } from '../storage/one-message.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import { storeResults, type Completion } from './complete-jobs.ts'
import { createHold, type HoldOutcome } from './hold.ts'
import { RunningJob } from './running-job.ts'

export interface HoldOptions {
  queue: string
  limit: number
  /** Kinds that are left alone. */
  ignoredKinds: readonly string[]
  /** Whether a job may run without a written claim. */
  readonly mayHold: (job: LockedJob) => boolean
  /** The last progress of jobs that are completed, to be stored with them; undefined when they reported none. */
  readonly takeProgress: (ids: readonly string[]) => FinalProgress | undefined
  /** Hears of the jobs when they may start. */
  readonly start: (jobs: RunningJob[]) => void
  /** Hears, at the end, of those whose completion is stored, or lost with the transaction. */
  readonly completed: (jobs: RunningJob[], isStored: boolean) => void
}

/** What is not done after this is claimed: people see it as running, it can be cancelled, and no transaction stays open. */
const longestHoldMs = 100

/**
 * Takes up to `limit` due jobs of a queue and keeps them locked, in one open transaction, while they run: the lock is
 * their claim. Other hosts pass them by, and when the connection ends, by whatever death, they are free at once, no
 * attempt spent. A job that ends in time is written once, as completed, and never as running, which is a third of the
 * work; the rest is claimed in the ordinary way at the end of the transaction. When one of them may not be held, all
 * are claimed at once. Resolves with the transaction; rejects when it is lost, and its jobs with it.
 */
export const takeHold = async (storage: Storage, options: HoldOptions): Promise<void> => {
  const { queue, limit, ignoredKinds, mayHold, takeProgress, start, completed } = options
  const { clock } = storage
  const { hold, closed, end } = createHold(clock)
  let progress: FinalProgress | undefined
  try {
    const claimed = await storage.transaction(async (tx) => {
      const takenAt = clock.now()
      const locked = await lockDueJobs(tx, { queue, most: limit, ignoredKinds })
      const places = new Map(locked.map(({ id, place }) => [id, place]))
      if (!locked.every(mayHold)) return await claimLocked(tx, queue, [...places.values()])
      const jobs = locked.map((job) => new RunningJob(job, takenAt, hold))
      start(jobs)
      if (jobs.length === 0) return []
      const outcome = await closed(jobs, longestHoldMs)
      const tookMs = clock.now() - takenAt
      progress = takeProgress(idsOf(outcome.completions))
      await store(tx, queue, { ...outcome, places, progress, tookMs })
      return []
    })
    progress?.tell()
    completed(end(true).map(jobOf), true)
    if (claimed.length > 0) start(claimed.map((claim) => new RunningJob(claim, clock.now())))
  } catch (error) {
    completed(end(false).map(jobOf), false)
    throw error
  }
}

const jobOf = ({ job }: Completion): RunningJob => job

const idsOf = (completions: readonly Completion[]): string[] => completions.map(({ job }) => job.claim.id)

interface ToStore extends HoldOutcome {
  /** Where the row of each job is, by its id. */
  places: ReadonlyMap<string, string>
  progress: FinalProgress | undefined
  tookMs: number
}

/** Claims what is open; what needs no answer goes in one message. */
const store = async (tx: SqlExecutor, queue: string, toStore: ToStore): Promise<void> => {
  const { completions, open, left, places, progress, tookMs } = toStore
  const placesOf = (jobs: readonly RunningJob[]): string[] => jobs.map(({ claim }) => places.get(claim.id) ?? '')
  if (open.length > 0) await claimLocked(tx, queue, placesOf(open))
  const message = createMessage(tx)
  if (completions.length > 0) await completeLocked(message, queue, { places: placesOf(completions.map(jobOf)), tookMs })
  await storeResults(message, completions)
  await progress?.store(message)
  if (left > 0) await notifyQueue(message, queue)
  await message.send()
}
