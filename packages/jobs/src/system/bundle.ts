import type { Bundle } from '../bundle.ts'
import { bundle } from '../bundle.ts'
import { executorOf, type TransactionLike } from '../storage/transaction.ts'
import type { Client } from '../client/client.ts'
import { batchWorker } from './batch-worker.ts'
import { cleanUp } from './args.ts'
import { cleanupWorker } from './cleanup-worker.ts'
import { jobLeftovers } from './job-leftovers.ts'
import { notificationWorker } from './notification-worker.ts'
import type { CleanupTarget, GatherEvents, NotificationAgent } from './ports.ts'

export interface SystemPorts {
  /** The database of the jobs: Kysely, or a `pg` pool. */
  db: TransactionLike
  /** The client of the host that runs these. */
  client: () => Client
  agents?: readonly NotificationAgent[]
  /** Makes digests of events; every event is told at once when left out. */
  gather?: GatherEvents
  /** What other packages want cleaned, beside the core's own leftovers. */
  cleanupTargets?: readonly CleanupTarget[]
}

/** The core's own workers, `notification` and `cleanup`, and the daily cleanup of everything. */
export const systemJobs = ({ db, client, agents = [], gather, cleanupTargets = [] }: SystemPorts): Bundle =>
  bundle({
    name: '@backlot/jobs',
    version: '0.1.0',
    workers: [notificationWorker(agents, gather), cleanupWorker([jobLeftovers(executorOf(db)), ...cleanupTargets]), batchWorker(client)],
    schedules: [{ name: 'cleanup', request: cleanUp({ target: 'all', olderThan: '30d' }), cron: '17 4 * * *', atFirstStart: true }],
  })
