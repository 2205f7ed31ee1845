import type { z } from 'zod'
import { CommandError } from './command-error.ts'
import { exitCode, type ExitCode } from './exit-code.ts'

/** What a command asks the API; values of `query` that are undefined are left out, lists are repeated. */
interface ApiRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  query?: Record<string, string | number | readonly string[] | undefined>
  body?: unknown
}

/** Asks the API, wherever it runs, and reads the answer by the schema that describes it. */
export type Api = <Schema extends z.ZodType>(schema: Schema, request: ApiRequest) => Promise<z.output<Schema>>

/** Makes the API client of a command over HTTP or over an app in this process; `sent` goes with every request. A problem becomes a CommandError. */
export const createApi =
  (base: string, send: (request: Request) => Response | Promise<Response>, sent: Readonly<Record<string, string>> = {}): Api =>
  async (schema, { method = 'GET', path, query = {}, body }) => {
    const url = new URL(path, base)
    for (const [name, value] of Object.entries(query)) {
      for (const item of [value ?? []].flat()) url.searchParams.append(name, String(item))
    }
    const content =
      body === undefined ? { headers: sent } : { body: JSON.stringify(body), headers: { ...sent, 'content-type': 'application/json' } }
    const response = await reach(base, async () => await send(new Request(url, { method, ...content })))
    if (!response.ok) throw await failureOf(response)
    const answer = schema.safeParse(response.status === 204 ? undefined : await response.json())
    if (answer.success) return answer.data
    throw new CommandError(`The host at ${base} speaks another version of the API (${path}); restart it`, exitCode.error, {
      cause: answer.error,
    })
  }

const reach = async (base: string, send: () => Promise<Response>): Promise<Response> => {
  try {
    return await send()
  } catch (cause) {
    throw new CommandError(`The host at ${base} does not answer any more`, exitCode.unavailable, { cause })
  }
}

const failureOf = async (response: Response): Promise<CommandError> => {
  const problem = (await response.json().catch(() => ({}))) as { detail?: string }
  return new CommandError(problem.detail ?? `The host answered ${response.status}`, codeOf(response.status))
}

const codeOf = (status: number): ExitCode => {
  switch (status) {
    case 400:
      return exitCode.usage
    case 403:
    case 421:
      return exitCode.notPermitted
    case 404:
      return exitCode.notFound
    case 503:
      return exitCode.unavailable
    default:
      return exitCode.error
  }
}

/** A path with its parts escaped: apiPath\`/api/libraries/${name}/scan\`. */
export const apiPath = (parts: TemplateStringsArray, ...values: readonly string[]): string =>
  parts.map((part, index) => part + encodeURIComponent(values[index] ?? '')).join('')
