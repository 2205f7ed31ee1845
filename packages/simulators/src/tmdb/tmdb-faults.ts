import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/** What can go wrong with an answer. */
export type TmdbFault =
  /** A failure of the server. */
  | 'status 500'
  | 'status 503'
  /** No answer, ever. */
  | 'silence'
  /** The connection breaks in the middle of the answer. */
  | 'cut'
  /** JSON that says it is a picture. */
  | 'wrong type'
  | 'broken json'
  /** JSON of something else. */
  | 'other json'
  /** 50 MB. */
  | 'huge'
  /** The page of a proxy that wants a login, with status 200. */
  | 'html'

const hugeBytes = 50_000_000

/** Answers a request with a fault. */
export const answerWithFault = async (fault: TmdbFault, response: ServerResponse): Promise<void> => {
  switch (fault) {
    case 'status 500':
    case 'status 503':
      response.writeHead(Number(fault.slice(-3)), { 'content-type': 'application/json' }).end('{"success":false,"status_code":11}')
      return
    case 'silence':
      return
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"id":603,"title":"The Ma', () => response.destroy())
      return
    case 'wrong type':
      response.writeHead(200, { 'content-type': 'image/png' }).end('{"id":603,"title":"The Matrix"}')
      return
    case 'broken json':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":603,')
      return
    case 'other json':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":"world"}')
      return
    case 'huge':
      await writeHuge(response)
      return
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Please log in</title>')
  }
}

const writeHuge = async (response: ServerResponse): Promise<void> => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"id":603,"title":"')
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const piece = 'a'.repeat(1_000_000)
  for (let sent = 0; sent < hugeBytes && !response.destroyed; sent += piece.length) {
    if (response.write(piece)) continue
    await once(response, 'drain', { signal: gone.signal }).catch(() => {})
  }
  response.end('"}')
}
