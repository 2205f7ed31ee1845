import { bundle, worker, type Bundle } from '@backlot/jobs'
import { healthProblem, healthRestored, sendNotification } from '@backlot/notifications/args'
import type { Kysely } from 'kysely'
import { runChecks, type Check } from '../doctor/check.ts'
import { checkHealth } from './check-health.ts'
import { healthMigrations, type HealthDatabase } from './health-database.ts'
import { storeHealth } from './store-health.ts'

/** What the health check needs. */
export interface HealthPorts {
  db: Kysely<HealthDatabase>
  /** What it looks at. */
  checks: () => readonly Check[]
}

/** What a health check found. */
export interface HealthResult {
  checked: number
  /** The names of what is not well, seen for the first time or not. */
  problems: string[]
  /** How many changes were told. */
  told: number
}

/**
 * Runs checks, stores how each came out, and tells of what changed in the same transaction: of a problem when it is there for
 * the second time in a row, and once when that is over.
 */
export const checkHealthWorker = ({ db, checks }: HealthPorts) =>
  worker(checkHealth, async ({ signal, insert }): Promise<HealthResult> => {
    const found = await runChecks(checks())
    signal.throwIfAborted()
    const at = new Date()
    const changes = await db.transaction().execute(async (tx) => {
      const changed = await storeHealth(tx, found)
      for (const { name: source, message, restored } of changed) {
        const news = { source, kind: 'check', message, at }
        await insert(sendNotification({ event: restored ? healthRestored(news) : healthProblem(news) }), { tx })
      }
      return changed
    })
    const problems = found.filter(({ status }) => status !== 'ok').map(({ name }) => name)
    return { checked: found.length, problems: [...new Set(problems)], told: changes.length }
  })

/** What the host brings to itself: a look every five minutes at what it depends on. */
export const healthJobs = (ports: HealthPorts): Bundle =>
  bundle({
    name: '@backlot/worker-host',
    version: '0.1.0',
    workers: [checkHealthWorker(ports)],
    schedules: [{ name: 'health_check', request: checkHealth({}), cron: '*/5 * * * *' }],
    migrations: [healthMigrations],
  })
