import { sleep, type Clock } from '../clock.ts'
import type { EventBus } from '../events/event-bus.ts'
import type { Logger } from '../log.ts'
import type { Storage } from '../storage/open-storage.ts'
import { createBatcher, type Batcher } from './batcher.ts'
import { completeJobs, completionOf, type Completion } from './complete-jobs.ts'
import type { AskFollowUps } from './follow-ups.ts'
import type { Outcome } from './outcome.ts'
import type { RunningJob } from './running-job.ts'
import { settleJob, type UnfinishedOutcome } from './settle-job.ts'

/** Stores outcomes and tells of them. */
export interface Settler {
  /** Resolves when the outcome is stored (or the claim turned out to be lost). Waits for a database that is away. */
  settle(job: RunningJob, outcome: Outcome): Promise<void>
  /** Completes a job with the others of its hold; `tellCompleted` follows with the end of that. False when it has no hold. */
  completeHeld(job: RunningJob, result: unknown): boolean
  /** Tells of a completion that is stored, or that came too late. */
  readonly tellCompleted: (job: RunningJob, isStored: boolean) => void
}

export interface SettlerDeps {
  storage: Storage
  events: EventBus
  logger: Logger
  host: string
  askFollowUps: AskFollowUps
  /** Aborts when the host gives up on a database that stays away while it stops. */
  giveUp: AbortSignal
}

/** Makes the settler of a host: completions of a queue are gathered for 2 ms and written as one, everything else one by one. */
export const createSettler = ({ storage, events, logger, host, askFollowUps, giveUp }: SettlerDeps): Settler => {
  const { clock } = storage
  const patiently = async <T>(what: string, write: () => Promise<T>): Promise<T> => await retryWrite({ clock, logger, giveUp }, what, write)
  /** One that cannot be stored keeps no other from it: then each goes alone, and that one without its result. */
  const completeAll = async (queue: string, batch: readonly Completion[]): Promise<Set<string>> => {
    try {
      return await patiently(`complete ${batch.length} jobs`, async () => await completeJobs(storage, queue, batch))
    } catch (error) {
      if (giveUp.aborted) throw error
      const [first, ...others] = batch
      if (first === undefined) return new Set()
      if (others.length === 0) {
        return await patiently('complete a job', async () => await completeJobs(storage, queue, [withoutResult(first.job, error)]))
      }
      const alone = await Promise.all(batch.map(async (completion) => await completeAll(queue, [completion])))
      return new Set(alone.flatMap((ids) => [...ids]))
    }
  }
  const withoutResult = (job: RunningJob, error: unknown): Completion => {
    logger.error({ ...identity(job), error: String(error) }, 'The result of a job cannot be stored; it is completed without')
    return { job, result: undefined }
  }
  const tryCompletionOf = (job: RunningJob, result: unknown): Completion => {
    try {
      return completionOf(job, result)
    } catch (error) {
      return withoutResult(job, error)
    }
  }
  const batchers = new Map<string, Batcher<Completion>>()
  const batcherOf = (queue: string): Batcher<Completion> => {
    const existing = batchers.get(queue)
    if (existing !== undefined) return existing
    const batcher = createBatcher<Completion>(clock, { gatherMs: 2, size: 2_000 }, async (batch) => {
      const completed = await completeAll(queue, batch)
      for (const { job } of batch) tellCompleted(job, completed.has(job.claim.id))
    })
    batchers.set(queue, batcher)
    return batcher
  }
  const tellCompleted = (job: RunningJob, isStored: boolean): void => {
    if (isStored) events.emit({ type: 'job.completed', ...identity(job) })
    else logger.warn(identity(job), 'The claim was lost before the job completed; its result is not stored')
  }
  const unfinished = async (job: RunningJob, outcome: UnfinishedOutcome): Promise<void> => {
    const ended = { outcome, storeFollowUps: askFollowUps(job, outcome, new Date(clock.now())) }
    const stored = await patiently(`settle ${job.kind} ${job.claim.id}`, async () => await settleJob(storage, host, job, ended))
    if (stored) tell(events, job, outcome)
    else logger.warn(identity(job), `The claim was lost before the job was ${outcome.type}`)
  }
  return {
    tellCompleted,
    completeHeld: (job, result) => job.hold?.complete(tryCompletionOf(job, result)) ?? false,
    settle: async (job, outcome) => {
      if (outcome.type === 'lost') return
      if ((await job.hold?.ended()) === false) return logger.warn(identity(job), `The claim was lost before the job was ${outcome.type}`)
      if (outcome.type === 'completed') await batcherOf(job.claim.queue).add(tryCompletionOf(job, outcome.result))
      else await unfinished(job, outcome)
    },
  }
}

/** A settle is fenced by its claim, so it can be tried again until the database answers. */
const retryWrite = async <T>(
  deps: { clock: Clock; logger: Logger; giveUp: AbortSignal },
  what: string,
  write: () => Promise<T>,
): Promise<T> => {
  for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, 5_000)) {
    try {
      return await write()
    } catch (error) {
      if (deps.giveUp.aborted || !mayPass(error)) throw error
      deps.logger.warn({ error: String(error) }, `Could not ${what}; trying again`)
      await sleep(deps.clock, delayMs, deps.giveUp)
    }
  }
}

/** Whether trying again can help. A statement that Postgres refuses for what is in it is refused again: SQLSTATE classes 22, 23, 42. */
const mayPass = (error: unknown): boolean => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return !(error instanceof TypeError) && !/^(22|23|42)[0-9A-Z]{3}$/.test(code)
}

const identity = ({ claim, kind, attempt }: RunningJob) => ({ id: claim.id, kind, queue: claim.queue, attempt })

const tell = (events: EventBus, job: RunningJob, outcome: UnfinishedOutcome): void => {
  const about = identity(job)
  switch (outcome.type) {
    case 'cancelled':
      return events.emit({ type: 'job.cancelled', ...about })
    case 'failed':
      return events.emit({ type: 'job.failed', ...about, error: outcome.error.message })
    case 'discarded':
      return events.emit({ type: 'job.discarded', ...about, error: outcome.error.message })
    case 'snoozed':
      return events.emit({ type: 'job.snoozed', ...about, delayMs: outcome.delayMs })
    case 'released':
      return events.emit({ type: 'job.released', ...about, delayMs: outcome.delayMs })
  }
}
