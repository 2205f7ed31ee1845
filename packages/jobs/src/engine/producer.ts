import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import { createFetchAhead } from './fetch-ahead.ts'
import { createFifo } from './fifo.ts'
import type { RunningJob } from './running-job.ts'

export interface ProducerDeps {
  queue: string
  /** How many may run at a time; that may change, see `reconsider`. */
  slots(): number
  clock: Clock
  logger: Logger
  /** An idle queue that was woken in vain gathers further wakes this long. */
  cooldownMs: number
  /**
   * Claims up to so many jobs; `full` when there may be more. Some of what was claimed may not run now. `isQuick` when
   * all of them are likely to end within milliseconds.
   */
  fetch(limit: number, isQuick: boolean): Promise<{ jobs: RunningJob[]; full: boolean }>
  /** Runs a claimed job; resolves when its slot is free again. */
  run(job: RunningJob): Promise<void>
  /** Gives claimed jobs back that never ran. */
  giveBack(jobs: RunningJob[]): Promise<void>
  isPaused(): boolean
}

/** Keeps the slots of one queue filled. */
export interface Producer {
  readonly running: number
  /** There may be work: fetch as soon as a slot is free. */
  wake(): void
  /** A job becomes due after so many milliseconds. */
  wakeIn(ms: number): void
  /** Gives back what was fetched ahead, and looks again: what may run, or how much at a time, has changed. */
  reconsider(): Promise<void>
  /** Fetches no more and gives back what was fetched ahead; resolves when no fetch is under way. */
  stop(): Promise<void>
}

/** A wake that finds nothing so soon after a find was that find's own: its NOTIFY and the fetch passed one another. */
const ownWakesMs = 50

/** What was fetched ahead and found no slot for so long goes back, for a host that has one. */
const holdMs = 1_000

/**
 * Makes the producer of a queue: at most one fetch under way, of as many jobs as slots are free (and, while jobs take
 * milliseconds, of those that will be in a moment); again while it came back full, when a slot frees, when somebody
 * wakes it, and when a job becomes due.
 */
export const startProducer = (deps: ProducerDeps): Producer => {
  const { clock, logger, queue } = deps
  const ahead = createFetchAhead()
  const held = createFifo<RunningJob>()
  let running = 0
  let stopped = false
  let fetching: Promise<void> | undefined
  let wanted = false
  let backlog = false
  let inVain = 0
  let lookedAt = 0
  let foundAt = 0
  let holdTimer: unknown
  const dueTimers = new Set<unknown>()

  const wake = (): void => {
    wanted = true
    if (stopped || fetching !== undefined || room() <= 0 || deps.isPaused()) return
    fetching = fetchOnce().finally(() => {
      fetching = undefined
      if (wanted) wake()
    })
  }

  /** How many to fetch now; none while more than half of what may be held for a slot is there. */
  const room = (): number => {
    const free = deps.slots() - running
    const most = mostHeld()
    // Fewer than none are free while a queue that became smaller runs out.
    return free < 0 || held.size > most / 2 ? 0 : free + most - held.size
  }

  const mostHeld = (): number => (backlog ? ahead.limit(deps.slots()) : 0)

  /** Woken in vain again and again, as when other hosts are quicker, wakes are gathered ever longer. The first after a job never waits. */
  const gatherMs = (): number => (inVain < 4 ? 0 : Math.min(deps.cooldownMs, 2 ** (inVain - 4)))

  const fetchOnce = async (): Promise<void> => {
    const restMs = lookedAt + gatherMs() - clock.now()
    if (restMs > 0) await pauseFor(restMs)
    lookedAt = clock.now()
    wanted = false
    const limit = room()
    if (limit <= 0) {
      wanted = true
      return
    }
    try {
      const { jobs, full } = await deps.fetch(limit, backlog && ahead.isQuick())
      noteFind(jobs.length)
      backlog = full
      // Full of jobs that may not run now: there may be others behind them.
      if (full && jobs.length === 0) wanted = true
      held.push(jobs)
      // It may have been paused meanwhile.
      if (deps.isPaused()) await giveBackHeld()
      else startHeld()
      clock.clearTimeout(holdTimer)
      if (held.size > 0) holdTimer = clock.setTimeout(() => void giveBackHeld(), holdMs)
    } catch (error) {
      logger.warn({ queue, error: String(error) }, 'Could not fetch jobs; trying again')
      await pauseFor(1_000)
      wanted = true
    }
  }

  const noteFind = (found: number): void => {
    if (found > 0) {
      inVain = 0
      foundAt = clock.now()
    } else if (clock.now() - foundAt > ownWakesMs) {
      inVain++
    }
  }

  const startHeld = (): void => {
    for (let free = deps.slots() - running; free > 0; free--) {
      const job = held.shift()
      if (job === undefined) return
      void start(job)
    }
  }

  const start = async (job: RunningJob): Promise<void> => {
    running++
    const startedAt = clock.now()
    await deps.run(job)
    running--
    ahead.took(clock.now() - startedAt)
    startHeld()
    // Half of what may be held is gone: time for the next fetch, so that slots never wait for it.
    if (wanted || (backlog && held.size <= mostHeld() / 2)) wake()
  }

  const giveBackHeld = async (): Promise<void> => {
    const back = held.drain()
    if (back.length > 0) await deps.giveBack(back)
  }

  const wakeIn = (ms: number): void => {
    if (stopped) return
    const timer = clock.setTimeout(
      () => {
        dueTimers.delete(timer)
        inVain = 0
        wake()
      },
      Math.min(ms, 86_400_000),
    )
    dueTimers.add(timer)
  }

  const pauseFor = async (ms: number): Promise<void> => await new Promise((resolve) => void clock.setTimeout(resolve, ms))

  wake()
  return {
    get running() {
      return running
    },
    wake,
    wakeIn,
    reconsider: async () => {
      await giveBackHeld()
      wake()
    },
    stop: async () => {
      stopped = true
      for (const timer of [holdTimer, ...dueTimers]) clock.clearTimeout(timer)
      await fetching
      await giveBackHeld()
    },
  }
}
