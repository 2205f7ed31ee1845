const brand = Symbol.for('@backlot/metadata/provider-error')

/**
 * Why a provider did not answer: it has no such thing; it refused our key; it asks for a pause; it is out of reach or in
 * trouble; its answer is nothing that we understand, or larger than is believable.
 */
export type ProviderProblem = 'not found' | 'unauthorised' | 'limited' | 'unavailable' | 'unreadable' | 'too large'

/** A provider did not answer as it should. The message names provider and question, and what to do where a person can do something. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly [brand] = true
  readonly provider: string
  readonly problem: ProviderProblem
  /** When to ask again, where that is known: of `limited` and `unavailable`. */
  readonly retryAfterMs: number | undefined

  constructor(
    provider: string,
    problem: ProviderProblem,
    { message, retryAfterMs, cause }: { message: string; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause })
    this.provider = provider
    this.problem = problem
    this.retryAfterMs = retryAfterMs
  }
}

/** Whether a failure is a provider's, and of these problems where some are named; known by a brand. */
export const isProviderError = (value: unknown, ...problems: readonly ProviderProblem[]): value is ProviderError =>
  typeof value === 'object' &&
  value !== null &&
  brand in value &&
  (problems.length === 0 || problems.includes((value as ProviderError).problem))
