import type { JobLog, LogFields, Logger } from '../log.ts'
import { storableJson } from '../storage/storable-json.ts'
import type { Storage } from '../storage/open-storage.ts'
import { createBatcher } from './batcher.ts'
import type { RunningJob } from './running-job.ts'

interface Line {
  job_id: string
  attempt: number
  level: 'info' | 'warn' | 'error'
  message: string
  fields: LogFields
  at: string
}

/** Keeps what handlers log. */
export interface JobLogWriter {
  /** The log of one attempt: each line goes to the host's logger and, gathered, into the job's own log. */
  logOf(job: RunningJob): JobLog
  /** Resolves when every line so far is kept. */
  idle(): Promise<void>
}

/** Most characters of a message that are kept. */
const longestMessage = 2_000

/** Makes the log writer of a process: lines are gathered for 200 ms and written as one. */
export const createJobLogWriter = (storage: Storage, logger: Logger): JobLogWriter => {
  const lines = createBatcher<Line>(storage.clock, { gatherMs: 200, size: 500 }, async (batch) => {
    await storage.executeSql(
      `insert into backlot_jobs.log_lines (job_id, attempt, level, message, fields, at)
       select r.* from jsonb_to_recordset($1::jsonb)
         as r (job_id uuid, attempt integer, level text, message text, fields jsonb, at timestamptz)`,
      [storableJson(batch)],
    )
  })
  const write = (job: RunningJob, level: Line['level'], message: string, fields: LogFields): void => {
    const at = new Date(storage.clock.now()).toISOString()
    if (!isJson(fields)) return write(job, level, message, {})
    logger[level]({ job: job.claim.id, kind: job.kind, attempt: job.attempt, ...fields }, message)
    const line = { job_id: job.claim.id, attempt: job.attempt, level, message: message.slice(0, longestMessage), fields, at }
    lines.add(line).catch((error: unknown) => logger.warn({ error: String(error) }, 'Could not keep a log line'))
  }
  return {
    logOf: (job) => ({
      info: (message, fields = {}) => write(job, 'info', message, fields),
      warn: (message, fields = {}) => write(job, 'warn', message, fields),
      error: (message, fields = {}) => write(job, 'error', message, fields),
    }),
    idle: async () => await lines.idle(),
  }
}

/** Fields that refer to themselves are left out, the line is not. */
const isJson = (fields: LogFields): boolean => {
  try {
    storableJson(fields)
    return true
  } catch {
    return false
  }
}
