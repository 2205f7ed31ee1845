import type { EventBus } from '../events/event-bus.ts'
import type { JobData } from '../storage/job-data.ts'
import { errorColumn } from '../storage/job-rows.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
import type { AskFollowUps } from './follow-ups.ts'
import { RunningJob } from './running-job.ts'

export interface ConcludeDeps {
  storage: Storage
  events: EventBus
  askFollowUps: AskFollowUps
}

/** A job that pg-boss discarded, because its host fell silent in the last attempt. */
interface LostJob {
  id: string
  queue: string
  data: JobData
  retryCount: number
  startedOn: Date
  completedOn: Date
  error: string
}

/**
 * Does for jobs that pg-boss's upkeep discarded what the host that settles a job does in that transaction: the attempt is
 * recorded, what follows is stored, and subscribers of this host are told. Once for each: its record says that it is done.
 */
export const concludeLostJobs = async ({ storage, events, askFollowUps }: ConcludeDeps): Promise<void> => {
  const concluded = await storage.transaction(async (tx) => {
    // One host at a time, with a snapshot that sees what the one before recorded.
    await tx.executeSql(`select pg_advisory_xact_lock(hashtext('backlot lost jobs'))`)
    const lost = await readLostJobs(tx)
    if (lost.length > 0) await recordAttempts(tx, lost)
    for (const job of lost) {
      const storeFollowUps = askFollowUps(
        runningJobOf(job),
        { type: 'discarded', error: new Error(job.error), timedOut: false },
        job.completedOn,
      )
      await storeFollowUps?.(tx)
    }
    return lost
  })
  for (const job of concluded) {
    const { id, queue, error } = job
    const { kind, attempt } = runningJobOf(job)
    events.emit({ type: 'job.discarded', id, kind, queue, attempt, error })
  }
}

const runningJobOf = ({ id, queue, data, retryCount, startedOn }: LostJob): RunningJob =>
  new RunningJob({ id, queue, data, retryCount }, startedOn.getTime())

/** Those of the last day: a failure that a host settled has its record. */
const readLostJobs = async (tx: SqlExecutor): Promise<LostJob[]> => {
  const { rows } = await tx.executeSql<LostJob>(
    `select j.id, j.name as queue, j.data, j.retry_count as "retryCount", j.started_on as "startedOn", j.completed_on as "completedOn",
            coalesce(${errorColumn}, 'Lost') as error
     from pgboss.job j
     where j.name = any (array(select name from pgboss.queue)) and j.state = 'failed' and j.started_on is not null
       and j.completed_on > pgboss.job_now() - interval '1 day' and j.data ->> 'kind' is not null
       and not exists (
         select from backlot_jobs.attempts a
         where a.job_id = j.id and a.attempt = j.retry_count + 1 and a.outcome in ('failed', 'timed out'))
     order by j.completed_on limit 500`,
  )
  return rows
}

const recordAttempts = async (tx: SqlExecutor, lost: readonly LostJob[]): Promise<void> => {
  const rows = lost.map((job) => ({
    job_id: job.id,
    attempt: runningJobOf(job).attempt,
    error: job.error,
    started_at: job.startedOn,
    ended_at: job.completedOn,
  }))
  await tx.executeSql(
    `insert into backlot_jobs.attempts (job_id, attempt, outcome, error, started_at, ended_at, host)
     select r.job_id, r.attempt, 'failed', r.error, r.started_at, r.ended_at, 'lost' from jsonb_to_recordset($1::jsonb)
       as r (job_id uuid, attempt integer, error text, started_at timestamptz, ended_at timestamptz)`,
    [JSON.stringify(rows)],
  )
}
