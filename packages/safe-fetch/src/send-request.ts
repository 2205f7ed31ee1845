import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { SafeRequest } from './create-safe-fetch.ts'

/** Sends one request; gives the answer as soon as its header is there, redirect or not. */
export type SendRequest = (url: URL, request: SafeRequest, signal: AbortSignal) => Promise<IncomingMessage>

/** Sends requests over connections that find their addresses by `lookup`, and are kept for the next request to the same host. */
export const createSendRequest = (lookup: LookupFunction): SendRequest => {
  const agents = { http: new HttpAgent({ keepAlive: true, lookup }), https: new HttpsAgent({ keepAlive: true, lookup }) }
  return async (url, { method = 'GET', headers = {}, body }, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const options = { method, headers: { ...headers }, signal }
    const sent =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: agents.https })
        : httpRequest(url, { ...options, agent: agents.http })
    sent.on('response', resolve).on('error', reject).end(body)
    return await promise
  }
}
