import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message that arrived. */
export interface Told {
  /** The same for every attempt to deliver it. */
  id: string
  type: string
  title: string
  text: string
}

/** A telephone, as it were: takes the messages of a webhook agent. */
export interface Receiver extends AsyncDisposable {
  url: string
  /** What arrived and was taken, in its order. */
  readonly told: readonly Told[]
  /** Takes nothing from now on, and says so. */
  readonly goOffline: () => void
  readonly comeBack: () => void
}

/** Starts a receiver on loopback. */
export const startReceiver = async (): Promise<Receiver> => {
  const told: Told[] = []
  let isOffline = false
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (isOffline) return void response.writeHead(503).end()
      const { type, title, text } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Omit<Told, 'id'>
      told.push({ id: String(request.headers['webhook-id']), type, title, text })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    goOffline: () => void (isOffline = true),
    comeBack: () => void (isOffline = false),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
