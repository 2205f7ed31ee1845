import { AbortReason, type AbortType } from '../abort-reason.ts'
import { attemptOf, type Claim } from '../storage/job-data.ts'
import type { Hold } from './hold.ts'

/** A claim that this process has: from the fetch until its outcome is stored. */
export class RunningJob {
  readonly claim: Claim
  readonly kind: string
  readonly attempt: number
  /** When it was claimed, in milliseconds of the clock. */
  readonly claimedAt: number
  /** The transaction that holds the job, while that stands for a written claim. */
  hold: Hold | undefined
  /** Somebody asked to cancel it; the request is stored and goes with the outcome. */
  cancelRequested = false
  /** Why it was told to stop; undefined while it was not. */
  abortReason: AbortReason | undefined
  /** Its outcome is being stored, or it is given back: that write says itself when the claim was lost before it. */
  letGo = false
  #controller: AbortController | undefined
  #onAbort: ((reason: AbortReason) => void) | undefined

  constructor(claim: Claim, claimedAt: number, hold?: Hold) {
    this.claim = claim
    this.kind = claim.data.kind
    this.attempt = attemptOf(claim)
    this.claimedAt = claimedAt
    this.hold = hold
  }

  /** Made when it is first asked for: most handlers of short jobs never do. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.abortReason !== undefined) this.#controller.abort(this.abortReason)
    return this.#controller.signal
  }

  /** Tells the handler to stop; the first reason stays. */
  abort(type: AbortType, message: string): void {
    if (this.abortReason !== undefined) return
    this.abortReason = new AbortReason(type, message)
    this.#controller?.abort(this.abortReason)
    this.#onAbort?.(this.abortReason)
  }

  /** Calls back when it is told to stop, at once when it was. */
  onAbort(listener: (reason: AbortReason) => void): void {
    if (this.abortReason === undefined) this.#onAbort = listener
    else listener(this.abortReason)
  }
}
