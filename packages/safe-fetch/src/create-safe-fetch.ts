import type { IncomingHttpHeaders } from 'node:http'
import { checkUrl, type CheckedUrl, type UrlRules } from './check-url.ts'
import { guardedLookup, type LookupAll } from './guarded-lookup.ts'
import { nextRequest } from './next-request.ts'
import { breakOff, readCapped } from './read-capped.ts'
import { isSafeFetchError, SafeFetchError } from './safe-fetch-error.ts'
import { createSendRequest } from './send-request.ts'

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
  headers: IncomingHttpHeaders
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
  const send = {
    guarded: createSendRequest(guardedLookup({ lookup, any: false })),
    trusting: createSendRequest(guardedLookup({ lookup, any: true })),
  }

  const fetchChecked = async (first: CheckedUrl, request: SafeRequest, signal: AbortSignal): Promise<SafeResponse> => {
    let [target, current] = [first, request]
    for (let redirects = 0; ; redirects++) {
      const response = await send[target.trusted ? 'trusting' : 'guarded'](target.url, current, signal)
      const { statusCode: status = 0, headers } = response
      const next = nextRequest(target.url, current, { status, headers })
      // The length that an answer to HEAD names is of a body which does not come.
      const most = current.method === 'HEAD' ? Infinity : maxBytes
      if (next === undefined) return { url: target.url.href, status, headers, bytes: await readCapped(response, most) }
      breakOff(response)
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
