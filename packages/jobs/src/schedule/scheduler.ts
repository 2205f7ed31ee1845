import { fireDueSchedules, type FireDeps } from './fire-schedules.ts'

/** Fires the schedules of the cluster when they are due. */
export interface Scheduler {
  /** A schedule was changed: look again when the next is due. */
  reconsider(): void
  stop(): Promise<void>
}

/** However far the next time is, the table is looked at this often: another host's change may have been missed. */
const lookEveryMs = 30_000

/** Starts the scheduler of a host. Every host has one; the database decides which of them fires. */
export const startScheduler = (deps: FireDeps): Scheduler => {
  const { storage, logger } = deps
  let timer: unknown
  let looking: Promise<void> | undefined
  let again = false
  let stopped = false

  const look = (): void => {
    storage.clock.clearTimeout(timer)
    // What is under way may have read the table before it was changed.
    again = looking !== undefined
    looking ??= fireAndWait().finally(() => {
      looking = undefined
      if (again && !stopped) look()
    })
  }
  const fireAndWait = async (): Promise<void> => {
    let waitMs = 1_000
    try {
      waitMs = Math.min(lookEveryMs, Math.max(10, (await fireDueSchedules(deps)) ?? lookEveryMs))
    } catch (error) {
      logger.warn({ error: String(error) }, 'Could not look at the schedules; trying again')
    }
    if (!stopped) timer = storage.clock.setTimeout(look, waitMs)
  }
  look()
  return {
    reconsider: look,
    stop: async () => {
      stopped = true
      await looking
      storage.clock.clearTimeout(timer)
    },
  }
}
