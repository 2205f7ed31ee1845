import type { Clock } from '../clock.ts'
import type { Completion } from './complete-jobs.ts'
import type { RunningJob } from './running-job.ts'

/** The side of a hold that its jobs see: a transaction that keeps them locked while they run. */
export interface Hold {
  /** The handler returned: the job is completed with the transaction. False when it is too late: it is being claimed. */
  complete(completion: Completion): boolean
  /** The attempt ended otherwise. Resolves when the transaction has ended: true when the job is an ordinary claim now. */
  ended(): Promise<boolean>
  /** Leaves a job that never ran to whoever fetches next. False when it is too late. */
  leave(job: RunningJob): boolean
}

/** What the transaction has to write. */
export interface HoldOutcome {
  completions: Completion[]
  /** Still running or waiting for a slot, or ended otherwise than by completing. */
  open: RunningJob[]
  /** How many were left. */
  left: number
}

/** The side of a hold that its transaction sees. */
export interface HoldOwner {
  hold: Hold
  /** Resolves when all jobs have ended, or after `longestMs`; from then on they have to be claimed. */
  readonly closed: (jobs: readonly RunningJob[], longestMs: number) => Promise<HoldOutcome>
  /** The transaction has ended: what is open is an ordinary claim now, or lost. Gives what was completed. */
  readonly end: (committed: boolean) => Completion[]
}

/** Makes the books of one hold. */
export const createHold = (clock: Clock): HoldOwner => {
  const open = new Set<RunningJob>()
  const completions: Completion[] = []
  const closing = Promise.withResolvers<void>()
  const ending = Promise.withResolvers<boolean>()
  let otherwise = 0
  let left = 0
  let isClosed = false
  const close = (): void => {
    isClosed = true
    closing.resolve()
  }
  const closeWhenDone = (): void => {
    if (open.size === otherwise) close()
  }
  const remove = (job: RunningJob): boolean => !isClosed && open.delete(job)
  return {
    hold: {
      complete: (completion) => {
        if (!remove(completion.job)) return false
        completions.push(completion)
        closeWhenDone()
        return true
      },
      ended: async () => {
        otherwise++
        closeWhenDone()
        return await ending.promise
      },
      leave: (job) => {
        if (!remove(job)) return false
        left++
        closeWhenDone()
        return true
      },
    },
    closed: async (jobs, longestMs) => {
      for (const job of jobs) open.add(job)
      const timer = clock.setTimeout(close, longestMs)
      await closing.promise
      clock.clearTimeout(timer)
      return { completions, open: [...open], left }
    },
    end: (committed) => {
      for (const job of open) {
        job.hold = undefined
        if (!committed) job.abort('claim lost', 'The connection that held this job was lost')
      }
      ending.resolve(committed)
      return completions
    },
  }
}
