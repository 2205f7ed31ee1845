import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { App } from '../http/create-app.ts'

/** The API on a port. */
export interface ApiServer {
  url: string
  /** Takes no more requests, and ends those that still run. */
  close: () => Promise<void>
}

/** The port is taken. */
class PortInUseError extends Error {
  override readonly name = 'PortInUseError'
}

/** Serves the API. Throws a PortInUseError when another program has the port. */
export const serveApp = async (app: App, bind: string, port: number): Promise<ApiServer> => {
  const server = createAdaptorServer({ fetch: (request) => app.fetch(request) })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new PortInUseError(`Port ${port} on ${bind} is in use by another program; choose another with --port`) : error)
    })
    server.listen(port, bind, resolve)
  })
  const { address, family, port: chosen } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${chosen}`,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    },
  }
}
