import type { Insert, InsertMany } from './client/client.ts'
import type { Decision } from './decision.ts'
import type { ArgsOf, JobDefinition } from './define/define-job.ts'
import type { Checkpoints } from './checkpoints/checkpoints.ts'
import type { JobLog } from './log.ts'
import type { ProgressReport } from './progress/job-progress.ts'

/** What a handler gets. */
export interface JobContext<Args> extends Checkpoints {
  readonly id: string
  readonly kind: string
  readonly args: Args
  /** From 1. An attempt that was given back (snoozed, stopped) is counted once. */
  readonly attempt: number
  readonly maxAttempts: number
  /** What middleware sent along at the insert. */
  readonly meta: Readonly<Record<string, unknown>>
  /**
   * Aborts when the attempt must end: `signal.reason` is a TimeoutReason, CancelReason, ShutdownReason or
   * ClaimLostReason. Pass it on to everything that waits; stop within 2 s.
   */
  readonly signal: AbortSignal
  /** Reports how far the job is; cheap, call it as often as is natural. */
  readonly progress: (report: ProgressReport) => void
  readonly log: JobLog
  /** Inserts a further job; give `tx` to make it part of the transaction that it follows from. */
  readonly insert: Insert
  readonly insertMany: InsertMany
}

/** Runs one attempt. A returned value is the job's result (JSON); a returned decision settles it; a throw fails the attempt. */
export type Handler<Args> = (context: JobContext<Args>) => Promise<unknown>

/** A definition with the handler that runs it. */
export interface Worker {
  readonly definition: JobDefinition
  readonly handler: Handler<never>
}

/** Puts a handler to a definition. One host has exactly one worker for each kind. */
export const worker = <Definition extends JobDefinition>(
  definition: Definition,
  handler: (context: JobContext<ArgsOf<Definition>>) => Promise<Decision | object | void>,
): Worker => ({ definition, handler })
