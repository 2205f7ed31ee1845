import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A Redis of the bench's own, on loopback and in a temp folder. */
export interface RedisServer extends AsyncDisposable {
  port: number
  pid: number
  version: string
}

/** Starts the machine's `redis-server` with the defaults of Redis; undefined when there is none. */
export const startRedis = async (): Promise<RedisServer | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'backlot-bench-redis-'))
  const port = await freePort()
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const failed = once(child, 'error').then(() => undefined)
  const version = await Promise.race([failed, untilReady(child.stdout)])
  if (version === undefined || child.pid === undefined) {
    await rm(folder, { recursive: true, force: true })
    return undefined
  }
  return {
    port,
    pid: child.pid,
    version,
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Reads its log up to the line that says it is ready; gives the version that it named on the way. */
const untilReady = async (output: NodeJS.ReadableStream): Promise<string> => {
  const lines = createInterface({ input: output })
  return await new Promise((resolve) => {
    let version = ''
    lines.on('line', (line) => {
      version = /Redis version=([\d.]+)/.exec(line)?.[1] ?? version
      if (line.includes('Ready to accept connections')) resolve(version)
    })
  })
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no free port on 127.0.0.1')
  return address.port
}
