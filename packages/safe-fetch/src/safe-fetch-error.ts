const brand = Symbol.for('@backlot/safe-fetch/error')

/**
 * Why a fetch failed. `refused` (an address or a host that may not be asked), `too large` and `too many redirects` stay so; `too slow` and
 * `unreachable` (no such name, no connection, a connection that broke) may get better.
 */
export type SafeFetchReason = 'refused' | 'too large' | 'too many redirects' | 'too slow' | 'unreachable'

/** A fetch that gave no answer. An answer of any status is no error. */
export class SafeFetchError extends Error {
  override readonly name = 'SafeFetchError'
  readonly [brand] = true
  readonly reason: SafeFetchReason

  constructor(reason: SafeFetchReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** Whether a failure is one of a fetch; known by a brand, so that two copies of this package agree. */
export const isSafeFetchError = (value: unknown): value is SafeFetchError => typeof value === 'object' && value !== null && brand in value
