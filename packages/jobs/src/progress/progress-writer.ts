import type { EventBus } from '../events/event-bus.ts'
import type { Logger } from '../log.ts'
import { arrayLiteral } from '../storage/array-literal.ts'
import { storableText } from '../storage/storable-json.ts'
import { createMessage } from '../storage/one-message.ts'
import type { Storage } from '../storage/open-storage.ts'
import type { SqlExecutor } from '../storage/transaction.ts'
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
  /** Takes the last reports of jobs, at 100 percent, for the transaction that completes them. Undefined when there are none. */
  readonly takeFinal: (ids: readonly string[]) => FinalProgress | undefined
  /** Stores nothing more of these jobs: they run again elsewhere. */
  readonly forget: (ids: readonly string[]) => void
}

/** The last progress of jobs that are completed. */
export interface FinalProgress {
  readonly store: (tx: SqlExecutor) => Promise<void>
  /** Tells of it, when it is stored. */
  readonly tell: () => void
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

  const tell = ({ reporter, progress }: Entry): void => events.emit({ type: 'job.progress', ...reporter, progress })
  const flush = async (): Promise<void> => {
    const due = [...entries.values()].filter(isDue).map((entry) => ({ entry, written: { ...entry } }))
    if (due.length === 0) return
    const message = createMessage(storage)
    // The next report makes up for one that a crash loses.
    await message.executeSql('set local synchronous_commit = off')
    await storeProgress(
      message,
      due.map(({ written }) => written),
    )
    await message.send()
    for (const { entry, written } of due) {
      entry.written = Math.max(entry.written, written.sequence)
      // One that was taken meanwhile is told of with its job.
      if (entries.get(written.reporter.id) === entry) tell(written)
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
  const forget = (ids: readonly string[]): void => ids.forEach((id) => entries.delete(id))
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
      if (completed) complete(entry)
      if (isDue(entry)) await flushInTurn()
      entries.delete(id)
    },
    takeFinal: (ids) => {
      const taken = ids.flatMap((id) => entries.get(id) ?? [])
      if (taken.length === 0) return undefined
      // No flush sees them from here on. One that has seen them is not waited for: it may itself wait for a connection,
      // and all of those for the transaction that asks.
      forget(ids)
      taken.forEach(complete)
      const due = taken.filter(isDue)
      return {
        store: async (tx) => {
          if (due.length > 0) await storeProgress(tx, due)
        },
        tell: () => due.forEach(tell),
      }
    },
    forget,
  }
}

const isDue = ({ sequence, written }: Entry): boolean => sequence > written

const complete = (entry: Entry): void => {
  if (entry.progress.percentage >= 100) return
  entry.progress = { ...entry.progress, percentage: 100 }
  entry.sequence++
}

/** Lets the next run of an attempt that ended without spending it store its progress: it counts its reports anew. */
export const restartProgress = async (tx: SqlExecutor, id: string): Promise<void> => {
  await tx.executeSql('update backlot_jobs.progress set sequence = 0 where job_id = $1', [id])
}

/** Stores the latest of each, unless a later one is stored; in the order of their ids, so that two writers cannot wait for each other. */
const storeProgress = async (db: SqlExecutor, entries: readonly Entry[]): Promise<void> => {
  const inOrder = entries.toSorted((a, b) => (a.reporter.id < b.reporter.id ? -1 : 1))
  const list = (pick: (entry: Entry) => string | number): string => arrayLiteral(inOrder.map(pick))
  await db.executeSql(
    `insert into backlot_jobs.progress as p (job_id, attempt, sequence, phase, current, total, percentage, message)
     select * from unnest($1::uuid[], $2::integer[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::double precision[], $8::text[])
     on conflict (job_id) do update set
       attempt = excluded.attempt, sequence = excluded.sequence, phase = excluded.phase, current = excluded.current,
       total = excluded.total, percentage = excluded.percentage, message = excluded.message, updated_at = now()
     where (p.attempt, p.sequence) < (excluded.attempt, excluded.sequence)
       or (p.attempt = excluded.attempt and p.percentage < 100 and excluded.percentage = 100)`,
    [
      list(({ reporter }) => reporter.id),
      list(({ reporter }) => reporter.attempt),
      list(({ sequence }) => sequence),
      list(({ progress }) => storableText(progress.phase)),
      list(({ progress }) => progress.current),
      list(({ progress }) => progress.total),
      list(({ progress }) => progress.percentage),
      list(({ progress }) => storableText(progress.message)),
    ],
  )
}
