import type { Clock } from '../clock.ts'
import type { Logger } from '../log.ts'
import type { Claim } from '../storage/job-data.ts'

export interface ProducerDeps {
  queue: string
  slots: number
  clock: Clock
  logger: Logger
  /** An idle queue that was woken in vain gathers further wakes this long. */
  cooldownMs: number
  /** Claims up to so many jobs. */
  fetch(limit: number): Promise<Claim[]>
  /** Milliseconds until the next job becomes due; undefined when none waits for its time. */
  nextDue(): Promise<number | undefined>
  /** Runs a claimed job; resolves when its slot is free again. */
  run(claim: Claim): Promise<void>
  isPaused(): boolean
}

/** Keeps the slots of one queue filled. */
export interface Producer {
  readonly running: number
  /** There may be work: fetch as soon as a slot is free. */
  wake(): void
  /** A job becomes due after so many milliseconds. */
  wakeIn(ms: number): void
  /** Fetches no more; resolves when no fetch is under way. */
  stop(): Promise<void>
}

/** Without a wake, an idle queue is looked at every 4 to 6 seconds. */
const pollMs = (): number => 4_000 + Math.random() * 2_000

/**
 * Makes the producer of a queue: at most one fetch under way, of as many jobs as slots are free; again while it came
 * back full, when a slot frees, when somebody wakes it, when a job becomes due, and now and then in case all failed.
 */
export const startProducer = (deps: ProducerDeps): Producer => {
  const { slots, clock, logger, queue } = deps
  let running = 0
  let stopped = false
  let fetching: Promise<void> | undefined
  let wanted = false
  let backlog = false
  let inVain = 0
  let pollTimer: unknown
  const dueTimers = new Set<unknown>()

  const wake = (): void => {
    wanted = true
    if (stopped || fetching !== undefined || running >= slots || deps.isPaused()) return
    fetching = fetchOnce().finally(() => {
      fetching = undefined
      if (wanted && !stopped) wake()
    })
  }

  const fetchOnce = async (): Promise<void> => {
    if (inVain > 1) await pauseFor(deps.cooldownMs)
    wanted = false
    const free = slots - running
    try {
      const claims = await deps.fetch(free)
      inVain = claims.length === 0 ? inVain + 1 : 0
      backlog = claims.length === free
      for (const claim of claims) start(claim)
      if (backlog && running < slots) wanted = true
    } catch (error) {
      logger.warn({ queue, error: String(error) }, 'Could not fetch jobs; trying again')
      await pauseFor(1_000)
      wanted = true
    }
  }

  const start = (claim: Claim): void => {
    running++
    void deps.run(claim).finally(() => {
      running--
      if (backlog || wanted) wake()
    })
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

  const poll = (): void => {
    pollTimer = clock.setTimeout(() => {
      inVain = 0
      wake()
      deps
        .nextDue()
        .then((ms) => {
          if (ms !== undefined && ms < 6_000) wakeIn(ms)
        })
        .catch(() => undefined)
        .finally(() => {
          if (!stopped) poll()
        })
    }, pollMs())
  }

  wake()
  poll()
  return {
    get running() {
      return running
    },
    wake: () => {
      wake()
    },
    wakeIn,
    stop: async () => {
      stopped = true
      clock.clearTimeout(pollTimer)
      for (const timer of dueTimers) clock.clearTimeout(timer)
      await fetching
    },
  }
}
