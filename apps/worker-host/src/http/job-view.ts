import type { Job, JobFilter, JobLogLine, JobSummary, StoredProgress } from '@backlot/jobs'
import type { JobFilterQuery, JobSummaryView, JobView } from './job-schema.ts'

/** A job of a list as the API shows it: times as text, what is not known left out. */
export const toJobSummaryView = (job: JobSummary): JobSummaryView => ({
  id: job.id,
  kind: job.kind,
  queue: job.queue,
  state: job.state,
  attempt: job.attempt,
  maxAttempts: job.maxAttempts,
  priority: job.priority,
  createdAt: job.createdAt.toISOString(),
  scheduledAt: job.scheduledAt.toISOString(),
  ...(job.startedAt === undefined ? {} : { startedAt: job.startedAt.toISOString() }),
  ...(job.finishedAt === undefined ? {} : { finishedAt: job.finishedAt.toISOString() }),
  ...(job.error === undefined ? {} : { error: job.error }),
})

/** One job as the API shows it. */
export const toJobView = (job: Job): JobView => ({
  ...toJobSummaryView(job),
  args: job.args,
  result: job.result,
  attempts: job.attempts.map(({ error, startedAt, endedAt, ...attempt }) => ({
    ...attempt,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    ...(error === undefined ? {} : { error }),
  })),
})

/** A log line as the API shows it. */
export const toLogLineView = ({ at, ...line }: JobLogLine) => ({ ...line, at: at.toISOString() })

/** Progress and state as the API shows them; `version` changes whenever either does. */
export const toProgressView = (state: JobSummary['state'], progress: StoredProgress | undefined) => {
  if (progress === undefined) return { state, version: `0.0.${state}` }
  const { sequence, updatedAt, ...report } = progress
  return { state, ...report, updatedAt: updatedAt.toISOString(), version: `${progress.attempt}.${sequence}.${state}` }
}

/** The filter of a request in the client's words. */
export const toJobFilter = ({ state, kind, queue, since, text }: JobFilterQuery): JobFilter => ({
  ...(state === undefined ? {} : { states: state }),
  ...(kind === undefined ? {} : { kinds: kind }),
  ...(queue === undefined ? {} : { queues: queue }),
  ...(since === undefined ? {} : { since: new Date(since) }),
  ...(text === undefined ? {} : { text }),
})
