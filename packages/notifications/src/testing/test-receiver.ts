import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a receiver got it. */
export interface ReceivedPost {
  method: string
  path: string
  headers: IncomingHttpHeaders
  text: string
  json: Record<string, unknown>
}

/** An answer of a receiver. */
export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string
  /** It answers when this resolves. */
  after?: Promise<unknown>
}

/** A receiver on loopback that keeps what it gets. */
export interface TestReceiver extends AsyncDisposable {
  url: string
  host: string
  posts: ReceivedPost[]
  /** The next answers, one after the other; afterwards 200. */
  answers: Answer[]
}

/** Starts a receiver that takes everything. */
export const startTestReceiver = async (): Promise<TestReceiver> => {
  const posts: ReceivedPost[] = []
  const answers: Answer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
      posts.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, text, json })
      const { status, headers = {}, body = '{}', after } = answers.shift() ?? { status: 200 }
      void Promise.resolve(after).then(() => response.writeHead(status, headers).end(body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    posts,
    answers,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
