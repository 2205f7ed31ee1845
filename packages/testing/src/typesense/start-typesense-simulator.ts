import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApiKeys } from './api-keys.ts'
import { createFaults, type Fault } from './faults.ts'
import { BadClauseError } from './parse-filter.ts'
import { answer, type Reply, type TypesenseState } from './routes.ts'

/** A server that answers as Typesense does, in memory, for tests. */
export interface TypesenseSimulator extends AsyncDisposable {
  url: string
  apiKey: string
  /** What was asked so far: `POST /collections/films/documents/import`. */
  requests: string[]
  /** Lets a coming request go wrong. */
  fail(fault: Fault): void
  /** Names of its collections, and of its aliases with what they lead to. */
  state(): { collections: string[]; aliases: Record<string, string> }
  /** Forgets everything, as a server does whose disk was lost. */
  forget(): void
  close(): Promise<void>
}

/** As the server's description has it. */
const lineType = 'application/octet-stream'

/**
 * Starts a simulator of Typesense on loopback: collections with schemas, aliases, import line by line, deletion by filter,
 * export, multi_search (words in several fields, prefixes, typos, dropped and joined words, filters, facets, sorting by
 * fields, `_text_match` and `_eval`), keys and scoped keys. It is written from the documentation: how well a real server
 * ranks, it cannot tell.
 */
export const startTypesenseSimulator = async ({ apiKey = 'simulated' }: { apiKey?: string } = {}): Promise<TypesenseSimulator> => {
  const state: TypesenseState = { collections: new Map(), aliases: new Map(), keys: createApiKeys(apiKey) }
  const faults = createFaults()
  const requests: string[] = []
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error))
    })
  })
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://simulator')
    const named = `${request.method ?? ''} ${url.pathname}`
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    requests.push(named)
    const fault = faults.next(named)
    if (fault?.cut === true) return void request.socket.destroy()
    if (fault?.status !== undefined) {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers })
      return void response.end(JSON.stringify({ message: fault.message ?? '' }))
    }
    const reply = replyTo(state, { request, url, body: Buffer.concat(chunks).toString() })
    const lines = reply.lines?.map((line) => JSON.stringify(line)).join('\n')
    response.writeHead(reply.status, { 'content-type': lines === undefined ? 'application/json' : lineType })
    response.end(fault?.answers ?? lines ?? JSON.stringify(reply.json))
  }
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => void server.close(() => resolve()))
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    requests,
    fail: faults.add,
    state: () => ({ collections: [...state.collections.keys()], aliases: Object.fromEntries(state.aliases) }),
    forget: () => {
      state.collections.clear()
      state.aliases.clear()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

const replyTo = (state: TypesenseState, { request, url, body }: { request: IncomingMessage; url: URL; body: string }): Reply => {
  const path = url.pathname.split('/').slice(1).map(decodeURIComponent)
  if (path[0] === 'health') return { status: 200, json: { ok: true } }
  const given = request.headers['x-typesense-api-key']
  const access = state.keys.access(typeof given === 'string' ? given : undefined)
  if (access === undefined) return { status: 401, json: { message: 'Forbidden - a valid `x-typesense-api-key` header must be sent.' } }
  try {
    return answer(state, { method: request.method ?? '', path, query: url.searchParams, body, access })
  } catch (error) {
    if (error instanceof BadClauseError) return { status: 400, json: { message: error.message } }
    throw error
  }
}
