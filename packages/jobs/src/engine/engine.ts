import type { Client } from '../client/client.ts'
import type { ClusterEvents } from '../events/cluster-events.ts'
import type { EventBus } from '../events/event-bus.ts'
import type { Logger } from '../log.ts'
import type { JobLogWriter } from './job-log-writer.ts'
import type { ProgressWriter } from '../progress/progress-writer.ts'
import { readNextDue } from '../storage/job-rows.ts'
import { releaseClaims } from '../storage/guarded-writes.ts'
import type { JobData } from '../storage/job-data.ts'
import { notifyQueue, readPayload } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { WorkMiddleware } from '../middleware.ts'
import type { Worker } from '../worker.ts'
import { freeLimits, sweepLimits } from '../limits/free-limits.ts'
import { takeLimits } from '../limits/take-limits.ts'
import { keepClaims, keepEveryMs, requestCancel } from './keep-claims.ts'
import { watchPauses } from './pause-watch.ts'
import { startProducer, type Producer } from './producer.ts'
import { runAttempt } from './run-attempt.ts'
import { startRunning, type RunningJob } from './running-job.ts'
import { createRunningJobs } from './running-jobs.ts'
import type { Settler } from './settler.ts'

export interface EngineDeps {
  storage: Storage
  client: Client
  events: EventBus
  logger: Logger
  progress: ProgressWriter
  logs: JobLogWriter
  settler: Settler
  workers: ReadonlyMap<string, Worker>
  slots: Record<string, number>
  cluster: ClusterEvents
  /** A schedule was changed somewhere. */
  onSchedules(): void
  cooldownMs: number
  middleware: readonly WorkMiddleware[]
  stuckGraceMs: number
}

/** Fetches jobs and runs them. */
export interface Engine {
  running(queue: string): number
  /** Fetches no more. Resolves when nothing runs; `abort` tells what runs to stop and be given back. */
  stop(abort: AbortSignal): Promise<void>
}

/** Starts the engine of a host: a producer for each queue, a listener for wakes and requests, a keeper of claims. */
export const startEngine = async (deps: EngineDeps): Promise<Engine> => {
  const { storage, client, logger, settler, workers, events } = deps
  const { boss, clock } = storage
  const running = createRunningJobs()
  /** Kinds that wait for a host that knows them: found by a claim, given back, never claimed again by us. */
  const unknownKinds = new Set<string>()
  const limits = [...workers.values()].some(({ definition }) => definition.limit !== undefined)
  const pauses = await watchPauses(client, events)

  const fetch = async (queue: string, limit: number) => {
    const ignoreGroups = [...unknownKinds, ...pauses.pausedKinds()]
    const rows = await boss.fetch<JobData>(queue, { batchSize: limit, ...(ignoreGroups.length > 0 ? { ignoreGroups } : {}) })
    const claimed = rows.map(({ id, data, retryCount }) => startRunning({ id, queue, data, retryCount }, clock.now()))
    for (const job of claimed) running.add(job)
    try {
      const jobs = await takeLimits(storage, claimed, (kind) => workers.get(kind)?.definition)
      const kept = new Set(jobs)
      for (const job of claimed) if (!kept.has(job)) running.remove(job.claim.id)
      return { jobs, full: claimed.length === limit }
    } catch (error) {
      await giveBack(queue, claimed)
      throw error
    }
  }

  const giveBack = async (queue: string, jobs: readonly RunningJob[]): Promise<void> => {
    try {
      await releaseClaims(
        storage,
        queue,
        jobs.map(({ claim }) => claim),
        0,
      )
      await notifyQueue(storage, queue)
    } catch (error) {
      logger.warn({ queue, error: String(error) }, 'Could not give jobs back; they go to another host when their heartbeat ends')
    }
    for (const job of jobs) running.remove(job.claim.id)
    await freePlaces(jobs)
  }

  const freePlaces = async (jobs: readonly RunningJob[]): Promise<void> => {
    const limited = jobs.filter(({ kind }) => workers.get(kind)?.definition.limit !== undefined)
    if (limited.length === 0) return
    // A place that stays taken by mistake is swept later.
    await freeLimits(
      storage,
      limited.map(({ claim }) => claim.id),
    ).catch((error: unknown) => logger.warn({ error: String(error) }, 'Could not free the places of limited jobs'))
  }

  /** Frees the slot when the handler has ended; the outcome is stored beside. */
  const run = async (job: RunningJob): Promise<void> => {
    const { id } = job.claim
    const worker = workers.get(job.kind)
    if (worker === undefined) {
      logger.warn({ kind: job.kind, job: id }, 'No worker of this host knows this kind; the job waits for one that does')
      unknownKinds.add(job.kind)
    }
    const outcome = worker === undefined ? ({ type: 'released', delayMs: 0 } as const) : await runAttempt({ ...deps, clock }, job, worker)
    void deps.progress
      .finish(id, outcome.type === 'completed')
      .then(async () => await settler.settle(job, outcome))
      .catch((error: unknown) => logger.error({ job: id, error: String(error) }, 'The outcome of a job could not be stored'))
      .then(async () => await freePlaces([job]))
      .finally(() => running.remove(id))
  }

  const producers = new Map<string, Producer>(
    Object.entries(deps.slots).map(([queue, slots]) => [
      queue,
      startProducer({
        queue,
        slots,
        clock,
        logger,
        cooldownMs: deps.cooldownMs,
        fetch: async (limit) => await fetch(queue, limit),
        giveBack: async (jobs) => await giveBack(queue, jobs),
        nextDue: async () => await readNextDue(storage, queue),
        run,
        isPaused: () => pauses.isPaused(queue),
      }),
    ]),
  )
  const wakeAll = (): void => producers.forEach((producer) => producer.wake())

  const readPauses = async (): Promise<void> => {
    if (await pauses.read()) await Promise.all([...producers.values()].map(async (producer) => await producer.reconsider()))
  }

  const keep = async (): Promise<void> => {
    await readPauses()
    await deps.cluster.keep()
    await keepClaims(storage, logger, running.all())
    if (limits) await sweepLimits(storage)
  }
  const quietly = (what: string, work: Promise<void>): void => {
    work.catch((error: unknown) => logger.warn({ error: String(error) }, `Could not ${what}; trying again`))
  }

  const hear = (payload: string): void => {
    const message = readPayload(payload)
    switch (message.type) {
      case 'wake':
        return producers.get(message.queue)?.wake()
      case 'due':
        return producers.get(message.queue)?.wakeIn(message.inMs)
      case 'cancel': {
        for (const id of message.ids) {
          const job = running.get(id)
          if (job !== undefined) requestCancel(job)
        }
        return undefined
      }
      case 'pauses':
        return quietly('read the pauses', readPauses())
      case 'schedules':
        return deps.onSchedules()
      case 'subscribers':
        return quietly('learn who asks for events', deps.cluster.keep())
      case 'events':
        return deps.cluster.receive(message.from, message.events)
      case 'progress':
        return undefined
    }
  }

  const listener = await storage.listen(hear, wakeAll)
  const keeper = clock.setInterval(() => quietly('keep the claims of running jobs', keep()), keepEveryMs)

  return {
    running: (queue) => producers.get(queue)?.running ?? 0,
    stop: async (abort) => {
      const abortAll = (): void => running.all().forEach((job) => job.abort('shutdown', 'The host stops'))
      await Promise.all([...producers.values()].map(async (producer) => await producer.stop()))
      abort.addEventListener('abort', abortAll, { once: true })
      if (abort.aborted) abortAll()
      await running.empty()
      clock.clearInterval(keeper)
      await listener.close()
    },
  }
}
