import { toMilliseconds, type Duration } from './duration.ts'

const brand = Symbol.for('@backlot/jobs/error')

type ErrorKind = 'permanent' | 'retry-after' | 'invalid-args'

const isBranded = (value: unknown, kinds: readonly ErrorKind[]): boolean =>
  typeof value === 'object' && value !== null && brand in value && kinds.includes((value as { [brand]: ErrorKind })[brand])

/** Thrown by a handler when another attempt cannot help: the job is discarded at once. Say in the message what to do. */
export class PermanentError extends Error {
  override readonly name: string = 'PermanentError'
  readonly [brand]: ErrorKind = 'permanent'
}

/** Whether a failure is permanent; known by a brand, so that two copies of this package agree. */
export const isPermanentError = (value: unknown): value is PermanentError => isBranded(value, ['permanent', 'invalid-args'])

/** Thrown by a handler that was told when to come back: the next attempt starts after `retryAfter`, and this one counts as failed. */
export class RetryAfterError extends Error {
  override readonly name = 'RetryAfterError'
  readonly [brand]: ErrorKind = 'retry-after'
  readonly retryAfterMs: number

  constructor(message: string, retryAfter: Duration, options?: ErrorOptions) {
    super(message, options)
    this.retryAfterMs = toMilliseconds(retryAfter)
  }
}

/** Whether a failure says when to try again. */
export const isRetryAfterError = (value: unknown): value is RetryAfterError => isBranded(value, ['retry-after'])

/** One fault in the args of a job: where (`paths.0`; empty for the whole) and what. */
export interface ArgsFault {
  path: string
  message: string
}

/** The args of a job are not what its kind takes. Thrown at insert; at work it discards the job. */
export class InvalidArgsError extends Error {
  override readonly name = 'InvalidArgsError'
  readonly [brand]: ErrorKind = 'invalid-args'
  readonly kind: string
  readonly faults: readonly ArgsFault[]

  constructor(kind: string, faults: readonly ArgsFault[]) {
    super(`${kind} does not take these args: ${faults.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')}`)
    this.kind = kind
    this.faults = faults
  }
}

/** Whether a failure is about the args of a job. */
export const isInvalidArgsError = (value: unknown): value is InvalidArgsError => isBranded(value, ['invalid-args'])
