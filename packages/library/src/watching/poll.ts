import type { Clock, ClockTimer } from '@backlot/jobs'

/** Does something again and again, once it was started. */
export interface Poll {
  /** Begins, and gives whether it had not begun before. */
  start(): boolean
  stop(): void
}

/** Makes a poll, not started: the first time is after one interval. What it does must not reject. */
export const createPoll = ({ clock, everyMs, run }: { clock: Clock; everyMs: number; run: () => Promise<void> }): Poll => {
  let timer: ClockTimer
  let stopped = false
  const plan = (): void => {
    timer = clock.setTimeout(() => void run().then(() => (stopped ? undefined : plan())), everyMs)
  }
  return {
    start: () => {
      if (timer !== undefined || stopped) return false
      plan()
      return true
    },
    stop: () => {
      stopped = true
      clock.clearTimeout(timer)
    },
  }
}
