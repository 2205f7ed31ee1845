import type { Client, JobFilter } from '../client/client.ts'
import { worker, type Worker } from '../worker.ts'
import { batchJobs } from './args.ts'

/** Jobs of one transaction of a batch. */
const pageSize = 500

/** Runs `jobs_batch`: cancels or retries every job that a filter finds, page by page, newest first; goes on where it was. */
export const batchWorker = (client: () => Client): Worker =>
  worker(batchJobs, async ({ id: ownId, args: { operation, filter }, signal, progress, loadCursor, saveCursor }) => {
    const { jobCancelMany, jobRetryMany, jobList, jobTotal } = client()
    const chosen: JobFilter = { ...filter, since: filter.since === undefined ? undefined : new Date(filter.since) }
    const total = await jobTotal(chosen)
    let { after, done, changed } = (await loadCursor<{ after?: string; done: number; changed: number }>()) ?? { done: 0, changed: 0 }
    progress({ phase: operation === 'cancel' ? 'cancelling' : 'retrying', total: total + done, current: done })
    for (;;) {
      signal.throwIfAborted()
      const page = await jobList(chosen, { limit: pageSize, ...(after === undefined ? {} : { after }) })
      const ids = page.jobs.map(({ id }) => id).filter((id) => id !== ownId)
      changed += operation === 'cancel' ? await jobCancelMany(ids) : await jobRetryMany(ids)
      done += page.jobs.length
      progress({ current: done })
      if (page.next === undefined) return { matched: done, changed }
      after = page.next
      await saveCursor({ after, done, changed })
    }
  })
