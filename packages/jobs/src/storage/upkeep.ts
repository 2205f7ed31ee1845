import type { Logger } from '../log.ts'
import type { Storage } from './open-storage.ts'

/** The upkeep of the job database, by every host that runs jobs. */
export interface Upkeep {
  stop(): Promise<void>
}

/** How often a host asks whether somebody's claim is over: this, the heartbeat and a fetch are how long a recovery takes. */
const lookEveryMs = 2_000

/** How often pg-boss counts, deletes and checks its tables: some thirty statements. */
const maintainEveryMs = 60_000

/**
 * Starts the upkeep. pg-boss does all of it: fails what lost its claim, deletes what is old, watches indexes and vacuum.
 * Its own timers would do everything as often as claims have to be looked at; so one small statement looks, and calls
 * pg-boss when there is something to fail. `concludeLost` follows whatever pg-boss may have discarded.
 */
export const startUpkeep = (storage: Storage, logger: Logger, concludeLost: () => Promise<void>): Upkeep => {
  const { boss, clock } = storage
  let maintainedAt = clock.now()
  let stopped = false
  let timer: unknown
  let working: Promise<void> | undefined

  const work = async (): Promise<void> => {
    if (clock.now() - maintainedAt >= maintainEveryMs) {
      maintainedAt = clock.now()
      await boss.supervise()
      return await concludeLost()
    }
    const queues = await readQueuesWithLostClaims(storage)
    for (const queue of queues) await boss.supervise(queue)
    if (queues.length > 0) await concludeLost()
  }
  const workInTurns = (): void => {
    working = work()
      .catch((error: unknown) => logger.warn({ error: String(error) }, 'Could not look after the job database; trying again'))
      .then(() => {
        if (!stopped) timer = clock.setTimeout(workInTurns, lookEveryMs)
      })
  }

  workInTurns()
  return {
    stop: async () => {
      stopped = true
      clock.clearTimeout(timer)
      await working
    },
  }
}

/** Queues with a claim whose host is silent, or that stood longer than pg-boss allows: read from the index of what runs. */
const readQueuesWithLostClaims = async (storage: Storage): Promise<string[]> => {
  const { rows } = await storage.executeSql<{ name: string }>(
    `select distinct name from pgboss.job
     where name = any (array(select name from pgboss.queue)) and state = 'active'
       and (heartbeat_on + heartbeat_seconds * interval '1 s' < pgboss.job_now()
         or started_on + expire_seconds * interval '1 s' < pgboss.job_now())`,
  )
  return rows.map(({ name }) => name)
}
