import type { JobState } from '../job.ts'
import { notify } from '../storage/notify.ts'
import { lockJob, readJob } from '../storage/job-rows.ts'
import type { Storage } from '../storage/open-storage.ts'

/** Cancels a job that waits at once; asks one that runs to stop, in whatever process it does. Gives its state now. */
export const cancelJob = async (storage: Storage, id: string): Promise<JobState | undefined> => {
  await storage.transaction(async (tx) => {
    // The lock decides between us and a fetch: after it, the job waits, runs or is final, and stays so until we commit.
    const job = await lockJob(tx, id)
    if (job === undefined) return
    if (job.waits) await storage.boss.cancel(job.queue, id, { db: tx })
    if (!job.runs) return
    await tx.executeSql('insert into backlot_jobs.cancellations (job_id) values ($1) on conflict do nothing', [id])
    await notify(tx, { type: 'cancel', id })
  })
  return (await readJob(storage, id))?.state
}
