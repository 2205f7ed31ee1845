import { PermanentError, RetryAfterError } from '@backlot/jobs'

/** How long until another attempt, where the server does not say. */
const retryAfterMs = 15_000
const longestRetryAfterMs = 3_600_000

/** An answer that is not what was asked for. */
export interface RefusedAnswer {
  /** The server, as configured. */
  url: string
  /** What was attempted: `search`, `import documents into backlot_movies`. */
  what: string
  status: number
  /** The server's own words. */
  message: string
  /** Value of its Retry-After header. */
  retryAfter?: string | null
}

const passing = new Set([408, 425, 429])
const outOfResources = /out_of|lagging|not ready/i

/**
 * What a refusal means for whoever asked: come back later (overloaded, restarting, catching up, a full disk), or never the
 * same again. 422 is what Typesense answers when its disk or memory is full (`OUT_OF_DISK`), which passes.
 */
export const typesenseFailure = ({ url, what, status, message, retryAfter }: RefusedAnswer): PermanentError | RetryAfterError => {
  const said = `could not ${what}: ${status}${message === '' ? '' : ` ${message}`}`
  if (status === 401 || status === 403)
    return new PermanentError(`Typesense at ${url} refused the API key (${said}). Check search.typesense.apiKey and what the key allows.`)
  if (status >= 500 || passing.has(status) || (status === 422 && outOfResources.test(message)))
    return new RetryAfterError(`Typesense at ${url} ${said}`, waitFor(retryAfter))
  return new PermanentError(`Typesense at ${url} ${said}`)
}

/** The server cannot be reached, or did not answer in time, or not in the way of Typesense. */
export const typesenseUnreachable = (url: string, what: string, cause: unknown): RetryAfterError =>
  new RetryAfterError(
    `Typesense at ${url} cannot be reached to ${what} (${reasonOf(cause)}). Is it running, and is search.typesense.url right?`,
    retryAfterMs,
    { cause },
  )

const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return 'it did not answer in time'
  return cause.cause instanceof Error ? cause.cause.message || cause.message : cause.message
}

/** Seconds; an HTTP date, which no Typesense sends, counts as not said. */
const waitFor = (retryAfter: string | null | undefined): number => {
  const seconds = Number(retryAfter ?? '')
  return seconds > 0 ? Math.min(seconds * 1_000, longestRetryAfterMs) : retryAfterMs
}
