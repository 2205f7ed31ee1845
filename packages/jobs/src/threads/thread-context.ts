import type { JobLog } from '../log.ts'
import type { ProgressReport } from '../progress/job-progress.ts'

/** What a handler in a thread of its own gets: everything but the database, which stays with the host. */
export interface ThreadContext<Args> {
  readonly id: string
  readonly kind: string
  readonly args: Args
  readonly attempt: number
  /** Aborts as the job's own does. A thread that does not end within 2 s after that is ended. */
  readonly signal: AbortSignal
  readonly progress: (report: ProgressReport) => void
  readonly log: JobLog
}

/** The default export of a module that runs in a thread; args and result pass by structured clone. */
export type ThreadHandler<Args, Result> = (context: ThreadContext<Args>) => Promise<Result> | Result

/** What the host says to a thread. */
export type ToThread =
  | { type: 'run'; module: string; facts: Pick<ThreadContext<unknown>, 'id' | 'kind' | 'args' | 'attempt'> }
  | { type: 'abort'; reason: { type: string; message: string } }

/** What a thread says to the host. */
export type FromThread =
  | { type: 'progress'; report: ProgressReport }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; message: string; fields: Record<string, unknown> }
  | { type: 'returned'; value: unknown }
  | { type: 'thrown'; error: unknown; permanent: boolean; retryAfterMs: number | undefined }
