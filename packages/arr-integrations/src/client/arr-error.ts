const brand = Symbol.for('@backlot/arr-integrations/error')

/**
 * What went wrong between us and a server, in one word. `refused`: the API key; `not-found`: the thing that was asked for;
 * `busy`: it asks to come back later, or has failed too often to be asked now; `wrong`: it answers, and not as it should;
 * `unreachable`: it does not answer.
 */
export type ArrFailure = 'refused' | 'not-found' | 'busy' | 'wrong' | 'unreachable'

/** A request to a Radarr or Sonarr that did not go well; the message says to whom and what to do. */
export class ArrError extends Error {
  override readonly name = 'ArrError'
  readonly [brand] = true
  readonly failure: ArrFailure
  /** Of `busy`: when to come back. */
  readonly retryAfterMs: number

  constructor(failure: ArrFailure, message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(message, options)
    this.failure = failure
    this.retryAfterMs = options.retryAfterMs ?? 60_000
  }
}

/** Whether something that was thrown is about a request to a Radarr or Sonarr; of one kind where that is given. */
export const isArrError = (value: unknown, failure?: ArrFailure): value is ArrError =>
  typeof value === 'object' && value !== null && brand in value && (failure === undefined || (value as ArrError).failure === failure)
