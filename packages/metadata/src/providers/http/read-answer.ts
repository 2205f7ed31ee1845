import { systemClock } from '@backlot/jobs'
import { ProviderError, type ProviderProblem } from '../provider-error.ts'
import type { ProviderClientOptions, ProviderQuestion } from './provider-client.ts'

/** What a request brought: parsed JSON with its tag, or that nothing changed. */
export type Answer = { changed: true; body: unknown; etag: string | undefined } | { changed: false }

type Asked = Omit<ProviderQuestion<never>, 'schema'>

const defaultTimeoutMs = 20_000
/** A series of twenty long seasons with everybody in it is some 8 MB. */
const defaultMaxBytes = 25_000_000
/** How long to wait where a provider limits us and does not say how long. */
const defaultPauseMs = 10_000

/** Makes one request and reads its answer; whatever goes wrong is a ProviderError. */
export const readAnswer = async (options: ProviderClientOptions, asked: Asked): Promise<Answer> => {
  const { label, timeoutMs = defaultTimeoutMs } = options
  const time = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(addressOf(options.url, asked), {
      redirect: options.redirect ?? 'error',
      headers: {
        accept: 'application/json',
        'user-agent': 'backlot',
        ...options.headers,
        ...(asked.etag !== undefined && { 'if-none-match': asked.etag }),
      },
      signal: AbortSignal.any([asked.signal, time]),
    })
    return await answerOf(response, options, asked)
  } catch (error) {
    asked.signal.throwIfAborted()
    if (error instanceof ProviderError) throw error
    const why = time.aborted ? `did not answer within ${timeoutMs / 1000} seconds` : `could not be reached (${reasonOf(error)})`
    throw new ProviderError(options.provider, 'unavailable', { message: `${label} ${why}`, cause: error })
  }
}

const addressOf = (base: string, { path, query = {} }: Asked): URL => {
  const url = new URL(`${base}${path}`)
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

const answerOf = async (response: Response, options: ProviderClientOptions, asked: Asked): Promise<Answer> => {
  const { label, keySetting } = options
  const fail = async (problem: ProviderProblem, message: string, retryAfterMs?: number): Promise<never> => {
    await response.body?.cancel().catch(() => {})
    throw new ProviderError(options.provider, problem, { message, ...(retryAfterMs !== undefined && { retryAfterMs }) })
  }
  const { status, headers } = response
  if (status === 304) return { changed: false }
  if (status === 401 || status === 403)
    return await fail('unauthorised', `${label} refused the request${keySetting === undefined ? '' : `; check ${keySetting}`}`)
  if (status === 404) return await fail('not found', `${label} does not have ${asked.what}`)
  if (status === 429) return await fail('limited', `${label} asked for a pause`, pauseOf(options, headers) ?? defaultPauseMs)
  if (status >= 500 || status === 408)
    return await fail('unavailable', `${label} answered with status ${status}`, pauseOf(options, headers))
  if (status !== 200) return await fail('unreadable', `${label} answered the question for ${asked.what} with status ${status}`)
  const type = headers.get('content-type') ?? 'nothing'
  if (type.startsWith('text/html'))
    return await fail('unavailable', `A web page answered in place of ${label}; is there a proxy that wants a login?`)
  if (!/^application\/(?:[\w.+-]+\+)?json\b/.test(type))
    return await fail('unreadable', `${label} answered for ${asked.what} with ${type}, not JSON`)
  const text = await readText(response, options.maxBytes ?? defaultMaxBytes)
  if (text === undefined) return await fail('too large', `${label} answered for ${asked.what} with more than is believable`)
  try {
    return { changed: true, body: JSON.parse(text), etag: headers.get('etag') ?? undefined }
  } catch {
    return await fail('unreadable', `${label} answered for ${asked.what} with broken JSON`)
  }
}

/** The body, at most so many bytes of it; undefined when there are more. */
const readText = async ({ body }: Response, maxBytes: number): Promise<string | undefined> => {
  const decoder = new TextDecoder()
  let [bytes, text] = [0, '']
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the rest.
    if (bytes > maxBytes) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** `Retry-After` is a number of seconds or a date. */
const pauseOf = ({ clock = systemClock }: ProviderClientOptions, headers: Headers): number | undefined => {
  const text = headers.get('retry-after')
  if (text === null) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - clock.now()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1_000), 3_600_000) : undefined
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return code !== '' ? code : String(cause instanceof Error ? cause.message : cause)
}
