import type { Client } from '../client/client.ts'
import type { ClusterEvents } from '../events/cluster-events.ts'
import type { EventBus } from '../events/event-bus.ts'
import type { Logger } from '../log.ts'
import type { JobLogWriter } from './job-log-writer.ts'
import type { ProgressWriter } from '../progress/progress-writer.ts'
import { readPayload } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { WorkMiddleware } from '../middleware.ts'
import type { Worker } from '../worker.ts'
import { sweepLimits } from '../limits/free-limits.ts'
import { createDeadlines } from './deadlines.ts'
import { createJobSource } from './job-source.ts'
import { keepClaims, keepEveryMs, requestCancel } from './keep-claims.ts'
import { pollDue } from './poll-due.ts'
import { startProducer, type Producer } from './producer.ts'
import { watchQueues } from './queue-watch.ts'
import { runAttempt } from './run-attempt.ts'
import type { RunningJob } from './running-job.ts'
import { createRunningJobs } from './running-jobs.ts'
import type { Outcome } from './outcome.ts'
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
  const { storage, logger, settler, workers, events } = deps
  const { clock } = storage
  const running = createRunningJobs()
  const deadlines = createDeadlines(clock)
  /** Kinds that wait for a host that knows them: found by a claim, given back, never claimed again by us. */
  const unknownKinds = new Set<string>()
  const attemptDeps = { ...deps, clock, deadlines }
  const limits = [...workers.values()].some(({ definition }) => definition.limit !== undefined)
  const queues = await watchQueues(storage, events, deps.slots)

  const source = createJobSource({
    storage,
    logger,
    running,
    progress: deps.progress,
    tellCompleted: settler.tellCompleted,
    definitionOf: (kind) => workers.get(kind)?.definition,
    ignoredKinds: () => [...unknownKinds, ...queues.pausedKinds()],
    onFreed: (queue) => producers.get(queue)?.wake(),
  })

  /** Frees the slot when the handler has ended; the outcome is stored beside. */
  const run = async (job: RunningJob): Promise<void> => {
    const worker = workers.get(job.kind)
    if (worker === undefined) {
      logger.warn({ kind: job.kind, job: job.claim.id }, 'No worker of this host knows this kind; the job waits for one that does')
      unknownKinds.add(job.kind)
    }
    void settle(job, worker === undefined ? { type: 'released', delayMs: 0 } : await runAttempt(attemptDeps, job, worker))
  }

  const settle = async (job: RunningJob, outcome: Outcome): Promise<void> => {
    const { id } = job.claim
    job.letGo = true
    try {
      // The hold stores it, with the progress, and tells when that is done.
      if (outcome.type === 'completed' && settler.completeHeld(job, outcome.result)) return
      if (outcome.type === 'lost') deps.progress.forget([id])
      else if (deps.progress.hasReported(id)) await deps.progress.finish(id, outcome.type === 'completed')
      await settler.settle(job, outcome)
    } catch (error) {
      logger.error({ job: id, error: String(error) }, 'The outcome of a job could not be stored')
    }
    await source.freePlaces([job])
    running.remove(id)
  }

  const producers = new Map<string, Producer>(
    Object.keys(deps.slots).map((queue) => [
      queue,
      startProducer({
        queue,
        slots: () => queues.slotsOf(queue),
        clock,
        logger,
        cooldownMs: deps.cooldownMs,
        fetch: async (limit, isQuick) => await source.take(queue, limit, isQuick),
        giveBack: async (jobs) => await source.giveBack(queue, jobs),
        run,
        isPaused: () => queues.isPaused(queue),
      }),
    ]),
  )
  const wakeAll = (): void => producers.forEach((producer) => producer.wake())

  const readQueues = async (): Promise<void> => {
    if (await queues.read()) await Promise.all([...producers.values()].map(async (producer) => await producer.reconsider()))
  }

  const keep = async (): Promise<void> => {
    await readQueues()
    await deps.cluster.keep()
    await keepClaims(storage, logger, running)
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
      case 'queues':
        return quietly('read what is set of the queues', readQueues())
      case 'schedules':
        return deps.onSchedules()
      case 'subscribers':
        return quietly('learn who asks for events', deps.cluster.keep())
      case 'events':
        return deps.cluster.receive(message.from, message.events)
    }
  }

  const hearAgain = (): void => {
    wakeAll()
    quietly('read what is set of the queues', readQueues())
  }

  const listener = await storage.listen(hear, hearAgain)
  const stopPolling = pollDue(storage, producers)
  const keeper = clock.setInterval(() => quietly('keep the claims of running jobs', keep()), keepEveryMs)

  return {
    running: (queue) => producers.get(queue)?.running ?? 0,
    stop: async (abort) => {
      stopPolling()
      const abortAll = (): void => running.all().forEach((job) => job.abort('shutdown', 'The host stops'))
      await Promise.all([...producers.values()].map(async (producer) => await producer.stop()))
      abort.addEventListener('abort', abortAll, { once: true })
      if (abort.aborted) abortAll()
      await running.empty()
      await source.idle()
      deadlines.stop()
      clock.clearInterval(keeper)
      await listener.close()
    },
  }
}
