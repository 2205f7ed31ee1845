import type { IncomingHttpHeaders } from 'node:http'
import type { SafeRequest } from './create-safe-fetch.ts'
import { SafeFetchError } from './safe-fetch-error.ts'

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const harmless: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-type', 'user-agent'])

/** The request that a redirect asks for, not yet checked; undefined when the answer is none. Methods and bodies change as in browsers. */
export const nextRequest = (
  from: URL,
  request: SafeRequest,
  { status, headers }: { status: number; headers: IncomingHttpHeaders },
): { url: URL; request: SafeRequest } | undefined => {
  const { location } = headers
  if (!redirects.has(status) || location === undefined) return undefined
  if (!URL.canParse(location, from.href)) throw new SafeFetchError('refused', 'it redirects to something that is no address')
  const url = new URL(location, from)
  const { body, ...rest } = request
  const kept = url.origin === from.origin ? rest : { ...rest, headers: withoutSecrets(request.headers) }
  const becomesGet = status === 303 || (status < 303 && request.method === 'POST')
  if (becomesGet && request.method !== 'HEAD') return { url, request: { ...kept, method: 'GET' } }
  return { url, request: body === undefined ? kept : { ...kept, body } }
}

const withoutSecrets = (headers: SafeRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name.toLowerCase())))
