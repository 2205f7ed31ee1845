import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A proxy between hosts and their database that can fail as networks do. */
export interface Proxy {
  /** The database's connection string, through the proxy. */
  url: string
  /** Cuts all connections at once. */
  cut(): void
  /** Lets nothing through, and nobody know, until `thaw`. */
  freeze(): void
  thaw(): void
  close(): Promise<void>
}

/** Starts a proxy on a free port of loopback before the database of a connection string. */
export const startProxy = async (databaseUrl: string): Promise<Proxy> => {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let frozen = false
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    if (frozen) socket.pause()
    return socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  }
  const server = createServer((client) => {
    const upstream = keep(connect(Number(target.port), target.hostname))
    keep(client).pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const cut = (): void => sockets.forEach((socket) => socket.destroy())
  return {
    url: url.href,
    cut,
    freeze: () => {
      frozen = true
      sockets.forEach((socket) => socket.pause())
    },
    thaw: () => {
      frozen = false
      sockets.forEach((socket) => socket.resume())
    },
    close: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
