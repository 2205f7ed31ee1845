import type { JobState } from '../job.ts'
import { readJob } from '../storage/job-rows.ts'
import { notifyQueue } from '../storage/notify.ts'
import type { Storage } from '../storage/open-storage.ts'

/** Makes a discarded or cancelled job available again; a final state other than those, or none, is left. Gives its state now. */
export const retryJob = async (storage: Storage, id: string): Promise<JobState | undefined> => {
  const job = await readJob(storage, id)
  if (job === undefined) return undefined
  if (job.state === 'discarded') await storage.boss.retry(job.queue, id)
  if (job.state === 'cancelled') await storage.boss.resume(job.queue, id)
  if (job.state === 'discarded' || job.state === 'cancelled') await notifyQueue(storage, job.queue)
  return (await readJob(storage, id))?.state
}
