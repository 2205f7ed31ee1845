import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parse } from 'yaml'

export interface PrismOptions {
  /** Answer with random values that fit the description instead of its examples. */
  dynamic?: boolean
  /** Sets right what the description has wrong. */
  patch?: (description: Record<string, unknown>) => void
  /** Answer only what the description says to the last word. Default true. */
  strict?: boolean
  /** Let this server answer, and check both what it is asked and what it answers; a violation of either is a 4xx or 5xx. */
  upstream?: string
}

/** A server that an API's own description made. */
export interface Prism extends AsyncDisposable {
  url: string
}

/**
 * Serves the API that a description (OpenAPI, a file) describes, on loopback: a request that the description does not know
 * is refused, and answers fit it. A server that nobody of this project wrote, for the tests of our clients.
 */
export const startPrism = async (
  description: string,
  { dynamic = false, patch, strict = true, upstream }: PrismOptions = {},
): Promise<Prism> => {
  const folder = await mkdtemp(join(tmpdir(), 'backlot-prism-'))
  const file = patch === undefined ? description : await patched(description, folder, patch)
  const port = await freePort()
  const address = ['-h', '127.0.0.1', '-p', String(port), ...(strict ? ['--errors'] : [])]
  const args =
    upstream === undefined ? ['mock', ...address, ...(dynamic ? ['--dynamic'] : []), file] : ['proxy', ...address, file, upstream]
  const child = spawn(process.execPath, [prismProgram(), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder, SCARF_ANALYTICS: 'false', NO_COLOR: '1' },
  })
  let output = ''
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      child.kill()
      await exited
    }
    await rm(folder, { recursive: true, force: true })
  }
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      if (output.includes('is listening')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`Prism did not start with ${description}:\n${output.slice(-2_000)}`)))
  })
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: stop }
}

const prismProgram = (): string => {
  const manifest = createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json')
  return join(dirname(manifest), 'dist/index.js')
}

const patched = async (description: string, folder: string, patch: (description: Record<string, unknown>) => void): Promise<string> => {
  const text = await readFile(description, 'utf8')
  const content = (/\.ya?ml$/.test(description) ? parse(text) : JSON.parse(text)) as Record<string, unknown>
  patch(content)
  const file = join(folder, basename(description))
  await writeFile(file, JSON.stringify(content))
  return file
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
