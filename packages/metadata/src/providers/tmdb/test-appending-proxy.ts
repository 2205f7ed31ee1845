import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server in front of another, that answers `append_to_response` as TMDb does: by asking for each part and putting all into one. */
export interface AppendingProxy extends AsyncDisposable {
  url: string
  /** What the server behind was asked and how it answered: `200 /movie/11/credits`. */
  asked: string[]
}

/** Puts `append_to_response` before a server that ignores it. */
export const startAppendingProxy = async (behind: string): Promise<AppendingProxy> => {
  const asked: string[] = []
  const ask = async (path: string, request: IncomingMessage): Promise<{ status: number; body: unknown }> => {
    const { authorization = '' } = request.headers
    const response = await fetch(`${behind}${path}`, { headers: { accept: 'application/json', authorization } })
    asked.push(`${response.status} ${path}`)
    return { status: response.status, body: await response.json() }
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', behind)
    const parts = (url.searchParams.get('append_to_response') ?? '').split(',').filter((part) => part !== '')
    url.searchParams.delete('append_to_response')
    const { status, body } = await ask(url.pathname + url.search, request)
    const appended = await Promise.all(parts.map(async (part) => [part, await ask(`${url.pathname}/${part}`, request)] as const))
    const found = appended.flatMap(([part, { status: of, body: told }]) => (of === 200 ? [[part, told] as const] : []))
    const all = status === 200 ? { ...(body as object), ...Object.fromEntries(found) } : body
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(all))
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
