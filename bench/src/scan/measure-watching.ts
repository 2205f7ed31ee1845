import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { nodeFlags } from '../node-flags.ts'

/** What a host does that watches a library which was scanned. Times in seconds. */
export interface WatchFigures {
  /** From the start of the process until the whole tree is watched. */
  readySeconds: number
  /** From the start of the scan that one new file made until a search finds what it is. */
  scanToFoundSeconds: number
  /** From the file to the start of the scan: how long its folder was to be quiet, and what came on top. */
  fileToScanSeconds: number
  /** The host's calls with a path below the library while nothing changes; undefined without strace. */
  idleCalls: number | undefined
  idleSeconds: number
}

export interface WatchOptions {
  tree: string
  type: 'movie' | 'tvshow'
  databaseUrl: string
  dataFolder: string
  /** How long the idle host is listened to, in seconds. */
  idleSeconds: number
  signal: AbortSignal
}

const main = fileURLToPath(new URL('../../../apps/worker-host/src/main.ts', import.meta.url))
const quietSeconds = 2

/** Starts a host on a database that has the library, lets it watch it, listens to it while it is idle, and adds one file. */
export const measureWatching = async ({
  tree,
  type,
  databaseUrl,
  dataFolder,
  idleSeconds,
  signal,
}: WatchOptions): Promise<WatchFigures> => {
  const began = performance.now()
  const host = spawn(process.execPath, [...nodeFlags, main, 'start', '--data', dataFolder], {
    env: {
      PATH: process.env['PATH'],
      HOME: dataFolder,
      DATABASE_URL: databaseUrl,
      BACKLOT_SERVER__PORT: '0',
      BACKLOT_WATCHING__QUIET: `${quietSeconds}s`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  const ended = once(host, 'exit').catch(() => undefined)
  try {
    const ask = await apiOf(host, dataFolder)
    await watched(ask, signal)
    const readySeconds = seconds(began)
    await until(async () => ((await ask('/api/jobs?state=running&state=available'))['jobs'] as unknown[]).length === 0, signal)
    const idleCalls = await callsBelow(tree, { pid: host.pid ?? 0, idleSeconds })
    return { readySeconds, ...(await addOne(ask, { tree, type, signal })), idleCalls, idleSeconds }
  } finally {
    host.kill('SIGTERM')
    await ended
    await rm(join(tree, folderOfOne), { recursive: true, force: true })
  }
}

type Ask = (path: string, method?: 'GET' | 'PATCH', body?: object) => Promise<Record<string, unknown>>

/** The API of a host, once it says that it is ready; it may listen at any port. */
const apiOf = async (host: ChildProcess, dataFolder: string): Promise<Ask> => {
  let said = ''
  const ready = new Promise<void>((resolve, reject) => {
    host.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('Ready: ')) resolve()
    })
    host.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${said}`)))
    host.once('error', reject)
  })
  await ready
  const { url } = JSON.parse(await readFile(join(dataFolder, 'host.json'), 'utf8')) as { url: string }
  return async (path, method = 'GET', body) => {
    const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return (await (await fetch(`${url}${path}`, { method, ...content })).json()) as Record<string, unknown>
  }
}

const watched = async (ask: Ask, signal: AbortSignal): Promise<void> => {
  const [library] = (await ask('/api/libraries'))['libraries'] as { id: string }[]
  await ask(`/api/libraries/${library?.id}`, 'PATCH', { watch: true, scanInterval: 'never' })
  await until(async () => {
    const { roots } = (await ask(`/api/libraries/${library?.id}`)) as { roots: { watched?: boolean; notWatched?: string }[] }
    const not = roots.find(({ notWatched }) => notWatched !== undefined)
    if (not !== undefined) throw new Error(`The library is not watched: ${not.notWatched}`)
    return roots.every((root) => root.watched === true)
  }, signal)
}

const folderOfOne = 'Zebrafish Parade (2001)'
const added = { title: 'Zebrafish Parade', movie: 'Zebrafish Parade (2001).mkv', tvshow: 'Season 01/Zebrafish Parade S01E01.mkv' }

const addOne = async (ask: Ask, { tree, type, signal }: Pick<WatchOptions, 'tree' | 'type' | 'signal'>) => {
  const [library] = (await ask('/api/libraries'))['libraries'] as { id: string }[]
  const path = join(tree, folderOfOne, added[type])
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, 'one more')
  const written = Date.now()
  await until(async () => {
    const { hits } = (await ask(`/api/search?q=${encodeURIComponent(added.title)}`)) as { hits: { title: string }[] }
    return hits.some(({ title }) => title === added.title)
  }, signal)
  const found = Date.now()
  const { scans } = (await ask(`/api/libraries/${library?.id}/scans`)) as { scans: { startedAt: string }[] }
  const started = Math.max(...scans.map(({ startedAt }) => Date.parse(startedAt)))
  return { scanToFoundSeconds: round((found - started) / 1_000), fileToScanSeconds: round((started - written) / 1_000) }
}

/** How many calls with a path below a folder a process makes in a while, told by strace. */
const callsBelow = async (folder: string, { pid, idleSeconds }: { pid: number; idleSeconds: number }): Promise<number | undefined> => {
  const able = await promisify(execFile)('strace', ['-f', '-o', '/dev/null', 'true']).then(
    () => true,
    () => false,
  )
  if (!able) return undefined
  const strace = spawn('strace', ['-f', '-qq', '-s', '4096', '-e', 'trace=%file', '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let lines = ''
  strace.stderr.on('data', (chunk: Buffer) => (lines += chunk.toString('utf8')))
  await sleep(idleSeconds * 1_000)
  strace.kill('SIGINT')
  await once(strace, 'close')
  return lines.split('\n').filter((line) => line.includes(folder)).length
}

const until = async (holds: () => Promise<boolean>, signal: AbortSignal): Promise<void> => {
  while (!(await holds())) await sleep(20, undefined, { signal })
}

const seconds = (since: number): number => round((performance.now() - since) / 1_000)

const round = (value: number): number => Number(value.toFixed(2))
