import { AbortReason, type AbortType } from '../abort-reason.ts'
import { attemptOf, type Claim } from '../storage/job-data.ts'

/** A claim that this process holds: from the fetch until its outcome is stored. */
export interface RunningJob {
  readonly claim: Claim
  readonly kind: string
  readonly attempt: number
  readonly startedAt: Date
  readonly signal: AbortSignal
  /** Somebody asked to cancel it; the request is stored and goes with the outcome. */
  cancelRequested: boolean
  /** Tells the handler to stop; the first reason stays. */
  abort(type: AbortType, message: string): void
}

/** Makes the running side of a claim. */
export const startRunning = (claim: Claim, now: number): RunningJob => {
  const controller = new AbortController()
  return {
    claim,
    kind: claim.data.kind,
    attempt: attemptOf(claim),
    startedAt: new Date(now),
    signal: controller.signal,
    cancelRequested: false,
    abort: (type, message) => controller.abort(new AbortReason(type, message)),
  }
}
