import { lockJobs } from '../storage/job-rows.ts'
import { notify } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'

/** Cancels jobs that wait at once; asks those that run to stop, in whatever process they do. Final ones stay as they are. Gives how many of each. */
export const cancelJobs = async (
  storage: Storage,
  tx: SqlExecutor,
  ids: readonly string[],
): Promise<{ cancelled: number; cancelling: number }> => {
  // The locks decide between us and a fetch: after them, a job waits, runs or is final, and stays so until we commit.
  const jobs = await lockJobs(tx, ids)
  const waiting = jobs.filter(({ state }) => state === 'created' || state === 'retry')
  const running = jobs.filter(({ state }) => state === 'active').map(({ id }) => id)
  for (const [queue, own] of Map.groupBy(waiting, (job) => job.queue)) {
    await storage.boss.cancel(
      queue,
      own.map(({ id }) => id),
      { db: tx },
    )
  }
  if (running.length > 0) {
    await tx.executeSql('insert into backlot_jobs.cancellations (job_id) select unnest($1::uuid[]) on conflict do nothing', [running])
    await notify(tx, { type: 'cancel', ids: running.slice(0, 150) })
  }
  return { cancelled: waiting.length, cancelling: running.length }
}
