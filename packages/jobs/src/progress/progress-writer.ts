import type { EventBus } from '../events/event-bus.ts'
import type { Logger } from '../log.ts'
import { storableJson } from '../storage/storable-json.ts'
import { notify } from '../storage/notify.ts'
import { createMessage } from '../storage/one-message.ts'
import type { Storage } from '../storage/open-storage.ts'
import { advanceProgress, noProgress, type JobProgress, type ProgressReport } from './job-progress.ts'

/** How often progress is written at the most: 4 times a second. */
const flushEveryMs = 250

/** Who reports. */
export interface Reporter {
  id: string
  kind: string
  queue: string
  attempt: number
}

/** Gathers the reports of all jobs of a process and writes the latest of each, in one statement. */
export interface ProgressWriter {
  report(reporter: Reporter, report: ProgressReport): void
  /** Whether the job has reported anything: then `finish` has something to store. */
  hasReported(id: string): boolean
  /** Stores the last report of a job, if it is not yet, with 100 percent when the job is `completed`; call it before the job is settled. */
  finish(id: string, completed: boolean): Promise<void>
}

interface Entry {
  reporter: Reporter
  progress: JobProgress
  sequence: number
  written: number
}

/** Makes the progress writer of a process. A write that fails is tried again with the next: progress never fails a job. */
export const createProgressWriter = (storage: Storage, events: EventBus, logger: Logger): ProgressWriter => {
  const entries = new Map<string, Entry>()
  let timer: unknown
  let writing: Promise<void> = Promise.resolve()

  const flush = async (): Promise<void> => {
    const due = [...entries.values()].filter(({ sequence, written }) => sequence > written).map((entry) => ({ entry, ...entry }))
    if (due.length === 0) return
    await writeProgress(storage, due)
    for (const { entry, sequence, reporter, progress } of due) {
      entry.written = Math.max(entry.written, sequence)
      events.emit({ type: 'job.progress', ...reporter, progress })
    }
  }
  const flushInTurn = async (): Promise<void> => {
    writing = writing.then(flush).catch((error: unknown) => logger.warn({ error: String(error) }, 'Could not write progress'))
    await writing
  }
  const flushLater = (): void => {
    timer ??= storage.clock.setTimeout(() => {
      timer = undefined
      void flushInTurn()
    }, flushEveryMs)
  }
  return {
    report: (reporter, report) => {
      const entry = entries.get(reporter.id) ?? { reporter, progress: noProgress, sequence: 0, written: 0 }
      entry.progress = advanceProgress(entry.progress, report)
      entry.sequence++
      entries.set(reporter.id, entry)
      flushLater()
    },
    hasReported: (id) => entries.has(id),
    finish: async (id, completed) => {
      const entry = entries.get(id)
      if (entry === undefined) return
      if (completed && entry.progress.percentage < 100) {
        entry.progress = { ...entry.progress, percentage: 100 }
        entry.sequence++
      }
      if (entry.sequence > entry.written) await flushInTurn()
      entries.delete(id)
    },
  }
}

/** One message for all; `synchronous_commit = off`, because the next report makes up for one that a crash loses. */
const writeProgress = async (storage: Storage, entries: readonly Entry[]): Promise<void> => {
  const rows = entries.map(({ reporter, progress, sequence }) => ({
    job_id: reporter.id,
    attempt: reporter.attempt,
    sequence,
    ...progress,
  }))
  const message = createMessage(storage)
  await message.executeSql('set local synchronous_commit = off')
  await message.executeSql(
    `insert into backlot_jobs.progress as p (job_id, attempt, sequence, phase, current, total, percentage, message)
     select r.* from jsonb_to_recordset($1::jsonb)
       as r (job_id uuid, attempt integer, sequence bigint, phase text, current bigint, total bigint, percentage double precision, message text)
     on conflict (job_id) do update set
       attempt = excluded.attempt, sequence = excluded.sequence, phase = excluded.phase, current = excluded.current,
       total = excluded.total, percentage = excluded.percentage, message = excluded.message, updated_at = now()
     where (p.attempt, p.sequence) < (excluded.attempt, excluded.sequence)`,
    [storableJson(rows)],
  )
  await notify(message, { type: 'progress', ids: rows.map(({ job_id }) => job_id).slice(0, 150) })
  await message.send()
}
