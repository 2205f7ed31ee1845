import { makeDue } from '../storage/guarded-writes.ts'
import { lockJobs } from '../storage/job-rows.ts'
import { notifyQueue } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'

/** Makes discarded and cancelled jobs available again, and those that wait for a later time at once; others stay as they are. Gives how many. */
export const retryJobs = async (storage: Storage, tx: SqlExecutor, ids: readonly string[]): Promise<number> => {
  let changed = 0
  for (const [queue, own] of Map.groupBy(await lockJobs(tx, ids), (job) => job.queue)) {
    const of = (...states: (typeof own)[number]['state'][]): string[] =>
      own.filter(({ state }) => states.includes(state)).map(({ id }) => id)
    const [discarded, cancelled, waiting] = [of('failed'), of('cancelled'), of('created', 'retry')]
    if (discarded.length > 0) await storage.boss.retry(queue, discarded, { db: tx })
    if (cancelled.length > 0) await storage.boss.resume(queue, cancelled, { db: tx })
    // pg-boss leaves one that was cancelled while it waited with the time that it waited for.
    if (cancelled.length > 0) await makeDue(tx, queue, cancelled)
    const hastened = waiting.length > 0 ? await makeDue(tx, queue, waiting) : 0
    const here = discarded.length + cancelled.length + hastened
    if (here > 0) await notifyQueue(tx, queue)
    changed += here
  }
  return changed
}
