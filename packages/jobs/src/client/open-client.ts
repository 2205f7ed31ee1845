import type { EventBus } from '../events/event-bus.ts'
import type { InsertMiddleware } from '../middleware.ts'
import { readProgress } from '../progress/read-progress.ts'
import { readAttempts, readCounts, readJob, readPage, readTotal } from '../storage/job-rows.ts'
import type { Storage } from '../storage/open-storage.ts'
import { within, type SqlExecutor, type TransactionLike } from '../storage/transaction.ts'
import { cancelJobs } from './cancel-jobs.ts'
import type { Client, JobLogLine } from './client.ts'
import { createInsertMany } from './insert-jobs.ts'
import { pause, readQueueSettings, resizeQueue, resume } from './queue-settings.ts'
import { retryJobs } from './retry-jobs.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Makes the client on an open job database; a host and an enqueuer have the same. */
export const openClient = (storage: Storage, events: EventBus, middleware: readonly InsertMiddleware[] = []): Client => {
  const insertMany = createInsertMany(storage, events, middleware)
  /** Changes a job and gives its state after that; undefined when there is no such job. */
  const changeOne = async (id: string, tx: TransactionLike | undefined, change: (own: SqlExecutor) => Promise<void>) => {
    if (!uuid.test(id)) return undefined
    return await within(storage, tx, async (own) => {
      await change(own)
      return (await readJob(own, id))?.state
    })
  }
  return {
    insertMany,
    insert: async (request, options) => {
      const [inserted] = await insertMany([request], options)
      if (inserted === undefined) throw new Error(`The insert of ${request.kind} gave no answer`)
      return inserted
    },
    jobGet: async (id) => {
      const job = uuid.test(id) ? await readJob(storage, id) : undefined
      return job === undefined ? undefined : { ...job, attempts: await readAttempts(storage, id) }
    },
    jobList: async (filter = {}, { after, limit = 50 } = {}) => {
      const size = Math.min(Math.max(1, limit), 500)
      const rows = await readPage(storage, filter, after, size + 1)
      const jobs = rows.slice(0, size)
      return { jobs, next: rows.length > size ? jobs.at(-1)?.id : undefined }
    },
    jobCounts: async () => await readCounts(storage),
    jobTotal: async (filter) => await readTotal(storage, filter),
    jobCancel: async (id, { tx } = {}) =>
      await changeOne(id, tx, async (own) => {
        await cancelJobs(storage, own, [id])
      }),
    jobRetry: async (id, { tx } = {}) =>
      await changeOne(id, tx, async (own) => {
        await retryJobs(storage, own, [id])
      }),
    jobCancelMany: async (ids, { tx } = {}) => {
      const { cancelled, cancelling } = await within(storage, tx, async (own) => await cancelJobs(storage, own, ids))
      return cancelled + cancelling
    },
    jobRetryMany: async (ids, { tx } = {}) => await within(storage, tx, async (own) => await retryJobs(storage, own, ids)),
    jobLog: async (id) => {
      const { rows } = await storage.executeSql<JobLogLine>(
        'select at, attempt, level, message, fields from backlot_jobs.log_lines where job_id = $1 order by line',
        [id],
      )
      return rows
    },
    getJobProgress: async (id) => (uuid.test(id) ? await readProgress(storage, id) : undefined),
    pause: async (target, { tx } = {}) => await within(storage, tx, async (own) => await pause(own, target)),
    resume: async (target, { tx } = {}) => await within(storage, tx, async (own) => await resume(own, target)),
    paused: async () => (await readQueueSettings(storage)).paused,
    resizeQueue: async (queue, slots, { tx } = {}) => await within(storage, tx, async (own) => await resizeQueue(own, queue, slots)),
  }
}
