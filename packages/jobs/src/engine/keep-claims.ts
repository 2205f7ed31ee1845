import type { Logger } from '../log.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { RunningJob } from './running-job.ts'
import type { RunningJobs } from './running-jobs.ts'

/** How often claims are kept alive and requests to cancel are read, in milliseconds: four times within a heartbeat. */
export const keepEveryMs = 3_000

/** What the keeper asks of the job database. */
type ClaimStorage = Pick<Storage, 'executeSql'> & { boss: Pick<Storage['boss'], 'touch'> }

/**
 * Tells the database that the running jobs are alive: one statement a queue. A job that is not answered has lost its
 * claim and is told so, unless it ended or was given back meanwhile. Requests to cancel are read on the way, for the case that their NOTIFY was missed.
 */
export const keepClaims = async (storage: ClaimStorage, logger: Logger, running: Pick<RunningJobs, 'all' | 'get'>): Promise<void> => {
  // Those under a hold are kept by its connection.
  const jobs = running.all().filter(({ hold }) => hold === undefined)
  if (jobs.length === 0) return
  for (const [queue, held] of Map.groupBy(jobs, ({ claim }) => claim.queue)) {
    const claims = held.map(({ claim: { id, retryCount } }) => ({ id, retryCount }))
    const response: { settled?: string[] } = await storage.boss.touch(queue, claims)
    const alive = new Set(response.settled)
    const isOurs = (job: RunningJob): boolean => !job.letGo && running.get(job.claim.id) === job
    for (const job of held.filter((job) => !alive.has(job.claim.id) && isOurs(job))) {
      logger.warn({ job: job.claim.id, kind: job.kind }, 'The claim of a running job was lost')
      job.abort('claim lost', 'Another host has this job now')
    }
  }
  const { rows } = await storage.executeSql<{ job_id: string }>('select job_id from backlot_jobs.cancellations where job_id = any ($1)', [
    jobs.map(({ claim }) => claim.id),
  ])
  const requested = new Set(rows.map((row) => row.job_id))
  for (const job of jobs.filter(({ claim }) => requested.has(claim.id))) requestCancel(job)
}

/** Passes a request to cancel on to the handler. */
export const requestCancel = (job: RunningJob): void => {
  job.cancelRequested = true
  job.abort('cancelled', 'The job was cancelled')
}
