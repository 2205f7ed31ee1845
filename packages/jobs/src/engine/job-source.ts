import type { JobDefinition } from '../define/define-job.ts'
import type { Limit } from '../define/limit.ts'
import type { ProgressWriter } from '../progress/progress-writer.ts'
import { freeLimits } from '../limits/free-limits.ts'
import { takeLimits } from '../limits/take-limits.ts'
import type { Logger } from '../log.ts'
import { claimDueJobs } from '../storage/locked-jobs.ts'
import { releaseClaims } from '../storage/guarded-writes.ts'
import type { LockedJob } from '../storage/lock-due-jobs.ts'
import { notifyQueue } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'
import { createPlaces } from './places.ts'
import { RunningJob } from './running-job.ts'
import type { RunningJobs } from './running-jobs.ts'
import { takeHold } from './take-hold.ts'

/** Where a host's jobs come from, and where those go back to that it does not run after all. */
export interface JobSource {
  /** Takes up to `limit` due jobs; `isQuick` when they are likely to end within milliseconds. `full` when there may be more. */
  take(queue: string, limit: number, isQuick: boolean): Promise<{ jobs: RunningJob[]; full: boolean }>
  /** Gives jobs back that never ran. */
  giveBack(queue: string, jobs: readonly RunningJob[]): Promise<void>
  /** Frees the places under limits of jobs that have ended. */
  freePlaces(jobs: readonly RunningJob[]): Promise<void>
  /** Resolves when no transaction holds a job. */
  idle(): Promise<void>
}

export interface JobSourceDeps {
  storage: Storage
  logger: Logger
  running: RunningJobs
  progress: Pick<ProgressWriter, 'takeFinal' | 'forget'>
  /** A completion was stored with its hold, or lost with it. */
  tellCompleted(job: RunningJob, isStored: boolean): void
  definitionOf(kind: string): JobDefinition | undefined
  /** Kinds that must not be taken now. */
  ignoredKinds(): string[]
  /** Jobs of the queue are free again that this host had. */
  onFreed(queue: string): void
}

/** After a transaction that held jobs was lost, jobs are claimed one by one for a while: what broke it may be in one of them. */
const holdPauseMs = 10_000

/** Makes the source of a host. */
export const createJobSource = (deps: JobSourceDeps): JobSource => {
  const { storage, logger, running } = deps
  const { clock } = storage
  // Each hold keeps a connection: the other half is for everything else.
  const holds = createPlaces(Math.max(1, Math.floor(storage.maxConnections / 2)))
  let holdAgainAt = 0
  const limitOf = (kind: string): Limit | undefined => deps.definitionOf(kind)?.limit

  const claim = async (queue: string, limit: number): Promise<RunningJob[]> => {
    const claims = await claimDueJobs(storage, { queue, most: limit, ignoredKinds: deps.ignoredKinds() })
    const now = clock.now()
    return claims.map((own) => new RunningJob(own, now))
  }

  const hold = async (queue: string, limit: number): Promise<RunningJob[]> => {
    const taken = Promise.withResolvers<RunningJob[]>()
    const { takeFinal: takeProgress } = deps.progress
    const options = { queue, limit, ignoredKinds: deps.ignoredKinds(), mayHold, takeProgress, start: taken.resolve, completed }
    holds
      .run(async () => await takeHold(storage, options))
      .catch((error: unknown) => {
        holdAgainAt = clock.now() + holdPauseMs
        logger.warn({ queue, error: String(error) }, 'The jobs that a connection held were lost with it; they run again')
        taken.reject(error)
        deps.onFreed(queue)
      })
    return await taken.promise
  }

  const mayHold = ({ data: { kind }, wasClaimed }: LockedJob): boolean =>
    !wasClaimed && deps.definitionOf(kind) !== undefined && limitOf(kind) === undefined

  const completed = (jobs: readonly RunningJob[], isStored: boolean): void => {
    if (!isStored) deps.progress.forget(jobs.map(({ claim }) => claim.id))
    for (const job of jobs) {
      deps.tellCompleted(job, isStored)
      running.remove(job.claim.id)
    }
  }

  const giveBack = async (queue: string, jobs: readonly RunningJob[]): Promise<void> => {
    for (const job of jobs) job.letGo = true
    try {
      const claimed = jobs.filter((job) => job.hold?.leave(job) !== true)
      await Promise.all(claimed.map(async (job) => await job.hold?.ended()))
      const claims = claimed.map((job) => job.claim)
      if (claims.length > 0) {
        await releaseClaims(storage, queue, claims, 0)
        await notifyQueue(storage, queue)
      }
    } catch (error) {
      logger.warn({ queue, error: String(error) }, 'Could not give jobs back; they go to another host when their heartbeat ends')
    }
    for (const job of jobs) running.remove(job.claim.id)
    await freePlaces(jobs)
  }

  /** Those of a kind that was paused while they were taken go back. */
  const withoutIgnored = async (queue: string, jobs: RunningJob[]): Promise<RunningJob[]> => {
    const ignored = new Set(deps.ignoredKinds())
    const back = jobs.filter(({ kind }) => ignored.has(kind))
    if (back.length === 0) return jobs
    await giveBack(queue, back)
    return jobs.filter((job) => !back.includes(job))
  }

  const freePlaces = async (jobs: readonly RunningJob[]): Promise<void> => {
    const limited = jobs.filter(({ kind }) => limitOf(kind) !== undefined).map((job) => job.claim.id)
    if (limited.length === 0) return
    // A place that stays taken by mistake is swept later.
    await freeLimits(storage, limited).catch((error: unknown) =>
      logger.warn({ error: String(error) }, 'Could not free the places of limited jobs'),
    )
  }

  return {
    giveBack,
    freePlaces,
    take: async (queue, limit, isQuick) => {
      const claimed = await (isQuick && clock.now() >= holdAgainAt ? hold : claim)(queue, limit)
      for (const job of claimed) running.add(job)
      try {
        const jobs = await takeLimits(storage, await withoutIgnored(queue, claimed), limitOf)
        const kept = new Set(jobs)
        for (const job of claimed) if (!kept.has(job)) running.remove(job.claim.id)
        return { jobs, full: claimed.length === limit }
      } catch (error) {
        await giveBack(queue, claimed)
        throw error
      }
    },
    idle: async () => await holds.idle(),
  }
}
