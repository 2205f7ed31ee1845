import { createId } from '../create-id.ts'
import { systemClock } from '../clock.ts'
import type { JobRequest } from '../define/define-job.ts'
import { outcomeOfReturn } from '../engine/outcome.ts'
import { advanceProgress, noProgress, type JobProgress } from '../progress/job-progress.ts'
import type { JobContext, Worker } from '../worker.ts'
import { recordInserts, type RecordedInsert } from './record-inserts.ts'

/** What one attempt did. */
export interface Performed {
  /** What the handler returned, when that completes the job. */
  result: unknown
  /** `completed`, or what the handler decided. A throw comes through to the caller. */
  outcome: 'completed' | 'snoozed' | 'cancelled'
  inserted: RecordedInsert[]
  /** Every progress, in order. */
  progress: JobProgress[]
  /** Lines that the handler logged. */
  log: string[]
}

/** What a test sets of the attempt. */
export type PerformOptions = Partial<Pick<JobContext<unknown>, 'id' | 'attempt' | 'signal' | 'insert' | 'insertMany'>>

/** Runs a worker once, without a database: args go through JSON and the schema, as in life. */
export const perform = async (worker: Worker, request: JobRequest, options: PerformOptions = {}): Promise<Performed> => {
  const { definition, handler } = worker
  if (request.kind !== definition.kind) throw new TypeError(`The worker runs ${definition.kind}, not ${request.kind}`)
  const recorder = recordInserts()
  const progress: JobProgress[] = []
  const log: string[] = []
  const note = (message: string): void => void log.push(message)
  const kept = new Map<string, unknown>()
  const context: JobContext<never> = {
    kind: definition.kind,
    meta: {},
    step: async (name, run) => {
      if (!kept.has(name)) kept.set(name, await run())
      return kept.get(name) as Awaited<ReturnType<typeof run>>
    },
    loadCursor: async <T>() => await Promise.resolve(kept.get('$cursor') as T | undefined),
    saveCursor: async (value) => await Promise.resolve(void kept.set('$cursor', value)),
    id: createId(systemClock.now()),
    args: definition.parse(JSON.parse(JSON.stringify(request.args))) as never,
    attempt: 1,
    maxAttempts: definition.maxAttempts,
    signal: new AbortController().signal,
    progress: (report) => void progress.push(advanceProgress(progress.at(-1) ?? noProgress, report)),
    log: { info: note, warn: note, error: note },
    insert: recorder.insert,
    insertMany: recorder.insertMany,
    ...options,
  }
  const outcome = outcomeOfReturn(await handler(context))
  const type = outcome.type === 'snoozed' || outcome.type === 'cancelled' ? outcome.type : 'completed'
  return { result: outcome.type === 'completed' ? outcome.result : undefined, outcome: type, inserted: recorder.inserted, progress, log }
}
