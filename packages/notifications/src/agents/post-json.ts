import { PermanentError, RetryAfterError, systemClock } from '@backlot/jobs'
import { createSafeFetch, isSafeFetchError, type SafeFetch, type SafeResponse } from '@backlot/safe-fetch'
import { cutText, oneLine } from '../templates/cut-text.ts'

/** Posts JSON to one receiver. */
export type PostJson = (
  path: string | URL,
  body: unknown,
  options: { headers?: Readonly<Record<string, string>>; signal: AbortSignal },
) => Promise<void>

/** Where a receiver is, and whether it may be on a private network. */
export interface PostOptions {
  /** What to call it in messages. */
  who: string
  url: string
  allowPrivateAddresses: boolean
}

/**
 * Makes the way to a receiver over HTTP. Without `allowPrivateAddresses` it leads to public addresses only, however the host is
 * written and whatever its name leads to. Redirects are not followed: a post that becomes a GET on its way tells nobody.
 */
export const createPostJson = ({ who, url, allowPrivateAddresses }: PostOptions): PostJson => {
  const fetch = createSafeFetch({
    maxBytes: 1_000_000,
    timeoutMs: 30_000,
    maxRedirects: 0,
    allowHttp: true,
    ...(allowPrivateAddresses ? { trustedHosts: [new URL(url).host] } : {}),
  })
  return async (path, body, { headers = {}, signal }) => {
    const content = typeof body === 'string' ? body : JSON.stringify(body)
    const all = { accept: 'application/json', 'user-agent': 'Backlot', ...headers, 'content-type': 'application/json' }
    judge(who, await reach(who, fetch, path, { method: 'POST', headers: all, body: content, signal }))
  }
}

const reach = async (who: string, fetch: SafeFetch, ...request: Parameters<SafeFetch>): Promise<SafeResponse> => {
  try {
    return await fetch(...request)
  } catch (error) {
    if (!isSafeFetchError(error)) throw error
    if (error.reason === 'too many redirects')
      throw new PermanentError(`${who} redirects to another address; write its final address into the settings`)
    if (error.reason === 'refused') throw new PermanentError(`${error.message}; allowPrivateAddresses: true lets it be told`)
    if (error.reason === 'too large') throw new PermanentError(`${who} answered with more than 1 MB, which no such receiver does`)
    throw new Error(`${who} could not be reached: ${error.message}`, { cause: error })
  }
}

/** What an answer makes of the delivery: done, over for good, or to be tried again (when it said when: then). */
const judge = (who: string, { status, headers, bytes }: SafeResponse): void => {
  if (status >= 200 && status < 300) return
  const said = oneLine(cutText(Buffer.from(bytes).toString('utf8'), 300))
  const message = `${who} answered ${status}${said === '' ? '' : `: ${said}`}`
  const waitMs = waitOf(headers['retry-after'], bytes)
  if (waitMs !== undefined && (status === 429 || status === 503)) throw new RetryAfterError(message, waitMs)
  if (status === 429) throw new RetryAfterError(message, '30s')
  if (status >= 500 || status === 408 || status === 425) throw new Error(message)
  throw new PermanentError(message)
}

const mostWaitMs = 3_600_000

/** How long it asks to be left alone: Retry-After in seconds or as a date (RFC 9110), or Discord's `retry_after` in the body. */
const waitOf = (header: string | string[] | undefined, bytes: Uint8Array): number | undefined => {
  const text = Array.isArray(header) ? header[0] : header
  const seconds = text === undefined ? retryAfterIn(bytes) : Number(text)
  const waitMs = text !== undefined && Number.isNaN(seconds) ? Date.parse(text) - systemClock.now() : Number(seconds) * 1_000
  return Number.isFinite(waitMs) ? Math.min(Math.max(waitMs, 1_000), mostWaitMs) : undefined
}

const retryAfterIn = (bytes: Uint8Array): unknown => {
  try {
    const body: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof body === 'object' && body !== null && 'retry_after' in body ? body.retry_after : undefined
  } catch {
    return undefined
  }
}
