import { Agent, type Dispatcher } from 'undici'
import { checkUrl, type CheckedUrl, type UrlRules } from './check-url.ts'
import { guardedLookup, type LookupAll } from './guarded-lookup.ts'
import { nextRequest } from './next-request.ts'
import { readCapped } from './read-capped.ts'
import { isSafeFetchError, SafeFetchError } from './safe-fetch-error.ts'

/** What may be fetched, and how much of it. */
export interface SafeFetchOptions extends UrlRules {
  /** The most that an answer's body may hold. */
  maxBytes: number
  /** For the whole of it: name, connection, redirects, body. */
  timeoutMs: number
  /** How many redirects are followed, each checked like the first address; 3 unless told. */
  maxRedirects?: number
  /** How names become addresses; the system's way unless told. */
  lookup?: LookupAll
}

/** One request; a GET unless told. */
export interface SafeRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  signal?: AbortSignal
}

/** The answer, of whatever status, read to its end. */
export interface SafeResponse {
  /** Where it came from, after redirects. */
  url: string
  status: number
  /** Names in lower case. */
  headers: Dispatcher.ResponseData['headers']
  bytes: Uint8Array<ArrayBuffer>
}

/** Fetches one address. Rejects with a {@link SafeFetchError}, or with the signal's reason when that aborts. */
export type SafeFetch = (address: string | URL, request?: SafeRequest) => Promise<SafeResponse>

/**
 * A fetch for addresses that somebody else chose: a provider's images, a user's webhook. It does not reach this machine or a private
 * network, however the address is written, whatever its name leads to at that moment, and wherever it redirects; only `trustedHosts` may.
 * On a redirect to another host only harmless headers go along. Nothing is decompressed, so `maxBytes` is what comes over the wire.
 */
export const createSafeFetch = (options: SafeFetchOptions): SafeFetch => {
  const { maxBytes, timeoutMs, maxRedirects = 3, lookup } = options
  const agents = {
    guarded: new Agent({ connect: { lookup: guardedLookup({ lookup, any: false }) } }),
    trusting: new Agent({ connect: { lookup: guardedLookup({ lookup, any: true }) } }),
  }

  const fetchChecked = async (first: CheckedUrl, request: SafeRequest, signal: AbortSignal): Promise<SafeResponse> => {
    let [target, current] = [first, request]
    for (let redirects = 0; ; redirects++) {
      const { method = 'GET', headers = {}, body = null } = current
      const dispatcher = target.trusted ? agents.trusting : agents.guarded
      const response = await dispatcher.request({
        origin: target.url.origin,
        path: target.url.pathname + target.url.search,
        method,
        headers,
        body,
        signal,
      })
      const next = nextRequest(target.url, current, response)
      if (next === undefined) {
        const { statusCode: status, headers: answered } = response
        return { url: target.url.href, status, headers: answered, bytes: await readCapped(response, maxBytes) }
      }
      await response.body.dump({ limit: 16_384, signal }).catch(() => {})
      if (redirects === maxRedirects) throw new SafeFetchError('too many redirects', `it redirects more than ${maxRedirects} times`)
      target = checkUrl(next.url, options)
      current = next.request
    }
  }

  return async (address, request = {}) => {
    const target = checkUrl(address, options)
    const late = AbortSignal.timeout(timeoutMs)
    request.signal?.throwIfAborted()
    try {
      return await fetchChecked(target, request, request.signal === undefined ? late : AbortSignal.any([late, request.signal]))
    } catch (error) {
      request.signal?.throwIfAborted()
      throw failure(target.url, error, late.aborted ? `it was not done within ${timeoutMs / 1000} s` : undefined)
    }
  }
}

/** Query and fragment may hold secrets, and are left out. */
const failure = ({ origin, pathname }: URL, error: unknown, late: string | undefined): SafeFetchError => {
  const what = `Fetching ${origin}${pathname} failed: `
  if (isSafeFetchError(error)) return new SafeFetchError(error.reason, what + error.message, { cause: error })
  if (late !== undefined) return new SafeFetchError('too slow', what + late)
  return new SafeFetchError('unreachable', what + (error instanceof Error ? error.message || error.name : String(error)), { cause: error })
}
