/**
 * Where a job stands. `scheduled` waits for its time, `available` for a slot, `retryable` for its next attempt;
 * `cancelling` runs and was asked to stop; `completed`, `cancelled` and `discarded` are final.
 */
export type JobState = 'scheduled' | 'available' | 'running' | 'cancelling' | 'retryable' | 'completed' | 'cancelled' | 'discarded'

/** All states, in the order of a job's life. */
export const jobStates = [
  'scheduled',
  'available',
  'running',
  'cancelling',
  'retryable',
  'completed',
  'cancelled',
  'discarded',
] as const satisfies readonly JobState[]

/** Whether nothing more will happen to a job in this state by itself. */
export const isFinalState = (state: JobState): boolean => state === 'completed' || state === 'cancelled' || state === 'discarded'

/** A job as lists show it: no args, which can be large. */
export interface JobSummary {
  /** UUID version 7: ids sort by time of insert. */
  id: string
  kind: string
  queue: string
  state: JobState
  /** The attempt that runs or ran last, from 1; 0 before the first. */
  attempt: number
  maxAttempts: number
  priority: number
  createdAt: Date
  /** When it may start (again). */
  scheduledAt: Date
  startedAt: Date | undefined
  /** When it reached its final state. */
  finishedAt: Date | undefined
  /** The message of the last failure. */
  error: string | undefined
}

/** One attempt that ended other than by completing. */
export interface JobAttempt {
  attempt: number
  outcome: 'failed' | 'timed out' | 'cancelled' | 'snoozed' | 'released'
  error: string | undefined
  startedAt: Date
  endedAt: Date
  host: string
}

/** A job with everything that is known of it. */
export interface Job extends JobSummary {
  args: Record<string, unknown>
  /** What the handler returned. */
  result: unknown
  attempts: JobAttempt[]
}
