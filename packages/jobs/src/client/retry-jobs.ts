import { lockJobs } from '../storage/job-rows.ts'
import { notifyQueue } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'

/** Makes discarded and cancelled jobs available again; others stay as they are. Gives how many. */
export const retryJobs = async (storage: Storage, ids: readonly string[]): Promise<number> =>
  await storage.transaction(async (tx) => {
    const jobs = (await lockJobs(tx, ids)).filter(({ state }) => state === 'failed' || state === 'cancelled')
    for (const [queue, own] of Map.groupBy(jobs, (job) => job.queue)) {
      const of = (state: string): string[] => own.filter((job) => job.state === state).map(({ id }) => id)
      if (of('failed').length > 0) await storage.boss.retry(queue, of('failed'), { db: tx })
      if (of('cancelled').length > 0) await storage.boss.resume(queue, of('cancelled'), { db: tx })
      await notifyQueue(tx, queue)
    }
    return jobs.length
  })
