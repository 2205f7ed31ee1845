import { createCircuit } from './circuit.ts'
import { ArrError } from './arr-error.ts'
import { describeInstance, settingOf, type ArrInstance } from './arr-instance.ts'
import { jsonArrayElements } from './json-array-elements.ts'

/** How long a server may take to answer; one that lists thousands takes its time. */
const answerTimeoutMs = 100_000

export interface ArrRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api/v3`. */
  path: string
  query?: Record<string, string>
  body?: object
  signal: AbortSignal
}

/** Requests to one Radarr or Sonarr; what does not go well is an `ArrError`. */
export interface ArrHttp {
  /** The answer as JSON. */
  json(request: ArrRequest): Promise<unknown>
  /** The elements of an answer that is a list, one by one as they arrive. */
  elements(request: ArrRequest): AsyncGenerator<string>
}

/** Makes the requests to an instance, which share its circuit. `send` is `fetch`. */
export const createArrHttp = (instance: ArrInstance, send: typeof fetch = fetch): ArrHttp => {
  const server = describeInstance(instance)
  const circuit = createCircuit(server)
  const ask = async (request: ArrRequest): Promise<Response> => await circuit.run(async () => await sendOnce(instance, request, send))
  return {
    json: async (request) => {
      const response = await ask(request)
      try {
        const text = await response.text()
        return text === '' ? {} : JSON.parse(text)
      } catch (error) {
        throw readingFailed(server, request, error)
      }
    },
    elements: async function* (request) {
      const { body } = await ask(request)
      if (body === null) throw new ArrError('wrong', `${server} answered ${request.path} with nothing`)
      try {
        yield* jsonArrayElements(body)
      } catch (error) {
        throw readingFailed(server, request, error)
      }
    },
  }
}

const readingFailed = (server: string, { path, signal }: ArrRequest, error: unknown): unknown => {
  if (signal.aborted) return signal.reason
  const message = error instanceof Error ? error.message : String(error)
  return error instanceof SyntaxError
    ? new ArrError('wrong', `${server} answered ${path} with what cannot be read: ${message}`, { cause: error })
    : new ArrError('unreachable', `${server} stopped in the middle of its answer to ${path}: ${message}`, { cause: error })
}

const sendOnce = async (instance: ArrInstance, request: ArrRequest, send: typeof fetch): Promise<Response> => {
  const { method = 'GET', path, query = {}, body, signal } = request
  const url = new URL(`${instance.url.replace(/\/+$/, '')}/api/v3/${path}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  let response: Response
  try {
    response = await send(url, {
      method,
      // Their descriptions list text/plain first.
      headers: {
        accept: 'application/json',
        'x-api-key': instance.apiKey,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw new ArrError(
      'unreachable',
      `${describeInstance(instance)} does not answer (${reasonOf(error)}); is it running, and is ${settingOf(instance)} url right?`,
      { cause: error },
    )
  }
  if (response.ok && isJson(response)) return response
  throw await failureOf(instance, request, response)
}

const isJson = ({ headers }: Response): boolean => (headers.get('content-type') ?? 'application/json').includes('json')

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}

const failureOf = async (instance: ArrInstance, { method = 'GET', path }: ArrRequest, response: Response): Promise<ArrError> => {
  const server = describeInstance(instance)
  const { status } = response
  const text = (await response.text().catch(() => '')).slice(0, 300)
  if (status === 401 || status === 403)
    return new ArrError('refused', `${server} refused the API key (${status}); check ${settingOf(instance)} apiKey`)
  if (status === 404 && isJson(response)) return new ArrError('not-found', `${server} has no ${path}`)
  if (status === 429 || status === 503) {
    const retryAfterMs = retryAfterOf(response)
    return new ArrError('busy', `${server} asks to come back later (${status})`, retryAfterMs === undefined ? {} : { retryAfterMs })
  }
  if (status >= 500) return new ArrError('unreachable', `${server} failed to answer ${method} ${path} (${status}): ${text}`)
  if (status < 300 || (status >= 300 && status < 400) || status === 404)
    return new ArrError(
      'wrong',
      `${server} answered ${path} with a page instead of JSON (${status}); is its URL base missing in ${settingOf(instance)} url?`,
    )
  return new ArrError('wrong', `${server} refused ${method} ${path} (${status}): ${text}`)
}

const retryAfterOf = ({ headers }: Response): number | undefined => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.max(1, seconds) * 1_000 : undefined
}
