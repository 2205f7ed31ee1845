import type { Clock } from '../clock.ts'

/** Runs what has to be done at a time, unless it was called off: a timer for all, because most are called off. */
export interface Deadlines {
  /** Gives the function that calls it off. */
  at(time: number, run: () => void): () => void
  stop(): void
}

/** A timer takes at most so many milliseconds. */
const longestTimerMs = 86_400_000

/** Makes the deadlines of a process. */
export const createDeadlines = (clock: Clock): Deadlines => {
  const pending = new Set<{ time: number; run: () => void }>()
  let timer: unknown
  let timerAt = Infinity
  const arm = (time: number): void => {
    if (time >= timerAt) return
    clock.clearTimeout(timer)
    timerAt = time
    timer = clock.setTimeout(runDue, Math.min(Math.max(0, time - clock.now()), longestTimerMs))
  }
  const runDue = (): void => {
    timerAt = Infinity
    const now = clock.now()
    let next = Infinity
    for (const deadline of pending) {
      if (deadline.time > now) {
        next = Math.min(next, deadline.time)
        continue
      }
      pending.delete(deadline)
      deadline.run()
    }
    arm(next)
  }
  return {
    at: (time, run) => {
      const deadline = { time, run }
      pending.add(deadline)
      arm(time)
      return () => void pending.delete(deadline)
    },
    stop: () => clock.clearTimeout(timer),
  }
}
