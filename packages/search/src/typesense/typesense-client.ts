import { typesenseFailure, typesenseUnreachable } from './typesense-failure.ts'

/** One request to a Typesense server. */
export interface TypesenseRequest {
  /** For messages: what is attempted, as a verb. */
  what: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Its segments; encoded here. */
  path: readonly string[]
  query?: Record<string, string>
  json?: unknown
  /** A body of lines, one document each. */
  lines?: string
  /** The answer is lines, one document each. */
  answersInLines?: boolean
  /** Statuses besides 2xx that are an answer and no failure: 404, 409. */
  expects?: readonly number[]
  /** Milliseconds until it is given up; 10 s when left out. */
  timeoutMs?: number
}

/** What came back: its status, and its body as it is. */
export interface TypesenseAnswer {
  status: number
  text: string
}

/** Speaks HTTP with one Typesense server. */
export interface TypesenseClient {
  /** The server's address, for messages: without what a URL may hold of passwords. */
  url: string
  /** Rejects with a RetryAfterError or a PermanentError that says what was attempted and what to do. */
  request(request: TypesenseRequest): Promise<TypesenseAnswer>
}

const defaultTimeoutMs = 10_000

/** Makes a client of the server at `url`. It keeps nothing open but what `fetch` pools, and retries nothing: jobs do. */
export const createTypesenseClient = ({ url, apiKey }: { url: string; apiKey: string }): TypesenseClient => {
  const base = new URL(url.endsWith('/') ? url : `${url}/`)
  const shown = `${base.origin}${base.pathname.replace(/\/$/, '')}`
  return {
    url: shown,
    request: async ({ what, method, path, query = {}, json, lines, answersInLines = false, expects = [], ...request }) => {
      const target = new URL(path.map(encodeURIComponent).join('/'), base)
      target.search = new URLSearchParams(query).toString()
      const body = lines ?? (json === undefined ? undefined : JSON.stringify(json))
      let answer: TypesenseAnswer & { retryAfter: string | null }
      try {
        const response = await fetch(target, {
          method,
          headers: {
            accept: answersInLines ? 'application/octet-stream, application/json' : 'application/json',
            'x-typesense-api-key': apiKey,
            ...(body === undefined ? {} : { 'content-type': lines === undefined ? 'application/json' : 'application/octet-stream' }),
          },
          ...(body === undefined ? {} : { body }),
          // A redirect would take the key to whoever it names.
          redirect: 'error',
          signal: AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs),
        })
        answer = { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') }
      } catch (cause) {
        throw typesenseUnreachable(shown, what, cause)
      }
      const { status, text, retryAfter } = answer
      if ((status >= 200 && status < 300) || expects.includes(status)) return { status, text }
      throw typesenseFailure({ url: shown, what, status, message: messageOf(text), retryAfter })
    },
  }
}

const messageOf = (text: string): string => {
  try {
    const { message } = JSON.parse(text) as { message?: unknown }
    if (typeof message === 'string') return message.slice(0, 500)
  } catch {
    // A proxy answers in its own way.
  }
  return text.slice(0, 200)
}
