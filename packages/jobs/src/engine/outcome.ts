import type { AbortReason } from '../abort-reason.ts'
import type { Backoff } from '../backoff.ts'
import { decisionOf } from '../decision.ts'
import { isPermanentError, isRetryAfterError } from '../define/job-error.ts'

/** How an attempt ended, and so what becomes of its job. */
export type Outcome =
  | { type: 'completed'; result: unknown }
  | { type: 'cancelled'; reason: string }
  /** Another attempt follows at `retryAt`, in milliseconds of the clock: however long it takes to store that. */
  | { type: 'failed'; error: Error; retryAt: number; timedOut: boolean }
  /** No attempt follows. */
  | { type: 'discarded'; error: Error; timedOut: boolean }
  /** The handler asked for it later; no attempt is spent. */
  | { type: 'snoozed'; delayMs: number }
  /** The host gives it back; no attempt is spent. */
  | { type: 'released'; delayMs: number }
  /** Another host has it: nothing is ours to store. */
  | { type: 'lost' }

interface AttemptFacts {
  attempt: number
  maxAttempts: number
  /** Why its signal was aborted. */
  abortReason: AbortReason | undefined
  cancelRequested: boolean
  backoff: Backoff
  /** When it was thrown, in milliseconds of the clock. */
  now: number
}

/** What a handler's return value makes of the job. */
export const outcomeOfReturn = (value: unknown): Outcome => {
  const decision = decisionOf(value)
  if (decision === undefined) return { type: 'completed', result: value }
  return decision.type === 'snooze' ? { type: 'snoozed', delayMs: decision.delayMs } : { type: 'cancelled', reason: decision.reason }
}

/** What a handler's failure makes of the job: the reason of its signal comes first, then what the error says of itself. */
export const outcomeOfThrow = (thrown: unknown, facts: AttemptFacts): Outcome => {
  const { attempt, maxAttempts, abortReason: reason, cancelRequested, backoff, now } = facts
  if (reason?.type === 'claim lost') return { type: 'lost' }
  if (cancelRequested) return { type: 'cancelled', reason: 'Cancelled while it ran' }
  if (reason?.type === 'shutdown') return { type: 'released', delayMs: 0 }
  const timedOut = reason?.type === 'timeout'
  const error = timedOut ? reason : toError(thrown)
  if (isPermanentError(thrown) || attempt >= maxAttempts) return { type: 'discarded', error, timedOut }
  const delayMs = isRetryAfterError(thrown) ? thrown.retryAfterMs : backoff(attempt)
  return { type: 'failed', error, retryAt: now + delayMs, timedOut }
}

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(`Thrown: ${String(thrown)}`))
