import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { stuckGraceMs } from '../client/insert-jobs.ts'
import { openClient } from '../client/open-client.ts'
import { isQueuePaused, readQueueSettings } from '../client/queue-settings.ts'
import { systemClock } from '../clock.ts'
import { toMilliseconds } from '../define/duration.ts'
import { concludeLostJobs } from '../engine/conclude-lost-jobs.ts'
import { startEngine, type Engine } from '../engine/engine.ts'
import { createFollowUps } from '../engine/follow-ups.ts'
import { createJobLogWriter, type JobLogWriter } from '../engine/job-log-writer.ts'
import { createSettler } from '../engine/settler.ts'
import { createClusterEvents, type ClusterEvents } from '../events/cluster-events.ts'
import { createEventBus } from '../events/event-bus.ts'
import { silentLogger } from '../log.ts'
import { createProgressWriter } from '../progress/progress-writer.ts'
import { queueSlots } from '../queues.ts'
import { editSchedule } from '../schedule/edit-schedule.ts'
import { fireByHand, type FireDeps } from '../schedule/fire-schedules.ts'
import { readSchedules } from '../schedule/read-schedules.ts'
import { startScheduler, type Scheduler } from '../schedule/scheduler.ts'
import { storeSchedules } from '../schedule/store-schedules.ts'
import { createQueues } from '../storage/create-queues.ts'
import { migrate } from '../storage/migrate.ts'
import { jobsMigrations } from '../storage/migrations.ts'
import { openStorage, type Storage } from '../storage/open-storage.ts'
import { within } from '../storage/transaction.ts'
import { startUpkeep, type Upkeep } from '../storage/upkeep.ts'
import type { Client } from '../client/client.ts'
import type { Host, HostOptions } from './host.ts'
import { workerTable } from './worker-table.ts'

/** What a started host holds. */
interface Opened {
  storage: Storage
  client: Client
  logs: JobLogWriter
  firing: FireDeps
  cluster: ClusterEvents
  engine: Engine | undefined
  scheduler: Scheduler | undefined
  upkeep: Upkeep | undefined
}

/** Makes a host of bundles; nothing is opened before its start. Throws when two bundles bring the same kind. */
export const createHost = (options: HostOptions): Host => {
  const {
    bundles,
    database,
    logger = silentLogger,
    name = hostname(),
    drainTimeout = '30s',
    fetchCooldown = '100ms',
    stuckGrace = '30s',
  } = options
  const workers = workerTable(bundles)
  const slots = queueSlots(options)
  const events = createEventBus((error) => logger.error({ error: String(error) }, 'A subscriber to job events failed'))
  const giveUp = new AbortController()
  const abortNow = new AbortController()
  let open: Opened | undefined
  let stopping: Promise<void> | undefined

  const opened = () => {
    if (open === undefined) throw new Error('The host is not started; call start() first')
    return open
  }

  const stop = async (): Promise<void> => {
    if (open === undefined) return
    const { storage, engine, scheduler, upkeep, cluster, logs } = open
    const drained = systemClock.setTimeout(() => abortNow.abort(), toMilliseconds(drainTimeout))
    // After an abort, what runs has 2 s to end and its outcome 10 s to be stored.
    let patience: unknown
    const losePatience = (): void => {
      patience = systemClock.setTimeout(() => giveUp.abort(), 12_000)
    }
    abortNow.signal.addEventListener('abort', losePatience, { once: true })
    await scheduler?.stop()
    await upkeep?.stop()
    await cluster.stop()
    await engine?.stop(abortNow.signal)
    await logs.idle()
    systemClock.clearTimeout(drained)
    systemClock.clearTimeout(patience)
    await storage.close()
    open = undefined
  }

  return {
    bundles,
    get client() {
      return opened().client
    },
    start: async ({ work = true } = {}) => {
      if (open !== undefined || stopping !== undefined) throw new Error('A host starts once; make another to start again')
      const clock = options.clock
      const storage = await openStorage({
        url: database.url,
        maxConnections: database.maxConnections ?? 10,
        backend: database.backend,
        name,
        registered: work,
        logger,
        clock,
      })
      try {
        await migrate(database.url, [jobsMigrations, ...bundles.flatMap(({ migrations }) => migrations)])
        await createQueues(storage, Object.keys(slots))
        const client = openClient(storage, events, options.middleware?.insert)
        const logs = createJobLogWriter(storage, logger)
        const progress = createProgressWriter(storage, events, logger)
        const askFollowUps = createFollowUps(options.followUps ?? {}, client.insertMany, logger)
        const settler = createSettler({ storage, events, logger, host: name, askFollowUps, giveUp: giveUp.signal })
        const cluster = createClusterEvents(storage, events, { id: `${name} ${randomUUID().slice(0, 8)}`, logger })
        const firing: FireDeps = { storage, client, logger, definitionOf: (kind) => workers.get(kind)?.definition }
        open = { storage, client, logs, firing, cluster, engine: undefined, scheduler: undefined, upkeep: undefined }
        if (!work) return
        await storeSchedules(
          storage,
          bundles.flatMap(({ schedules }) => schedules),
        )
        const scheduler = startScheduler(firing)
        open.scheduler = scheduler
        open.upkeep = startUpkeep(storage, logger, async () => await concludeLostJobs({ storage, events, askFollowUps }))
        const running = {
          storage,
          client,
          events,
          logger,
          progress,
          logs,
          settler,
          workers,
          slots,
          cluster,
          middleware: options.middleware?.work ?? [],
        }
        open.engine = await startEngine({
          ...running,
          cooldownMs: toMilliseconds(fetchCooldown),
          stuckGraceMs: Math.min(stuckGraceMs, toMilliseconds(stuckGrace)),
          onSchedules: () => scheduler.reconsider(),
        })
      } catch (error) {
        await storage.close()
        throw error
      }
    },
    stop: async () => {
      if (stopping !== undefined) abortNow.abort()
      stopping ??= stop()
      await stopping
    },
    subscribe: (listener) => events.subscribe(listener),
    subscribeCluster: (listener) => opened().cluster.subscribe(listener),
    schedules: async () => await readSchedules(opened().storage),
    editSchedule: async (schedule, edit, { tx } = {}) => {
      const { storage } = opened()
      return await within(storage, tx, async (own) => await editSchedule(storage, own, { name: schedule, edit }))
    },
    runSchedule: async (schedule, { tx } = {}) => {
      const { storage, firing } = opened()
      return await within(storage, tx, async (own) => await fireByHand(firing, own, schedule))
    },
    queues: async () => {
      const { storage, engine } = opened()
      const { paused, sizes } = await readQueueSettings(storage)
      return Object.entries(slots).map(([queue, size]) => ({
        name: queue,
        slots: sizes.get(queue) ?? size,
        resized: sizes.has(queue),
        running: engine?.running(queue) ?? 0,
        paused: isQueuePaused(paused, queue),
      }))
    },
  }
}
