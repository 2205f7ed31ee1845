import { abortReasonOf } from '../abort-reason.ts'
import type { Backoff } from '../backoff.ts'
import { decisionOf } from '../decision.ts'
import { isPermanentError, isRetryAfterError } from '../define/job-error.ts'

/** How an attempt ended, and so what becomes of its job. */
export type Outcome =
  | { type: 'completed'; result: unknown }
  | { type: 'cancelled'; reason: string }
  /** Another attempt follows after `delayMs`. */
  | { type: 'failed'; error: Error; delayMs: number; timedOut: boolean }
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
  signal: AbortSignal
  cancelRequested: boolean
  backoff: Backoff
}

/** What a handler's return value makes of the job. */
export const outcomeOfReturn = (value: unknown): Outcome => {
  const decision = decisionOf(value)
  if (decision === undefined) return { type: 'completed', result: value }
  return decision.type === 'snooze' ? { type: 'snoozed', delayMs: decision.delayMs } : { type: 'cancelled', reason: decision.reason }
}

/** What a handler's failure makes of the job: the reason of its signal comes first, then what the error says of itself. */
export const outcomeOfThrow = (thrown: unknown, { attempt, maxAttempts, signal, cancelRequested, backoff }: AttemptFacts): Outcome => {
  const reason = signal.aborted ? abortReasonOf(signal.reason) : undefined
  if (reason?.type === 'claim lost') return { type: 'lost' }
  if (cancelRequested) return { type: 'cancelled', reason: 'Cancelled while it ran' }
  if (reason?.type === 'shutdown') return { type: 'released', delayMs: 0 }
  const timedOut = reason?.type === 'timeout'
  const error = timedOut ? reason : toError(thrown)
  if (isPermanentError(thrown) || attempt >= maxAttempts) return { type: 'discarded', error, timedOut }
  const delayMs = isRetryAfterError(thrown) ? thrown.retryAfterMs : backoff(attempt)
  return { type: 'failed', error, delayMs, timedOut }
}

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(`Thrown: ${String(thrown)}`))
