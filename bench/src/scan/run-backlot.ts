import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '../node-flags.ts'

const main = fileURLToPath(new URL('../../../apps/worker-host/src/main.ts', import.meta.url))

/** What the program said, took and cost. */
export interface BacklotRun {
  code: number | null
  /** The library's part of the report. */
  report: { found: number; added: number; matched: number; missing: number; problems: number; seconds: number } | undefined
  /** From the start of the process to its end. */
  seconds: number
  /** The most memory that the process held, in MB; undefined where the system does not tell. */
  peakMemoryMb: number | undefined
}

export interface BacklotOptions {
  databaseUrl: string
  dataFolder: string
  signal: AbortSignal
  /** Kills the process (SIGKILL) when this resolves before its end. */
  killWhen?: Promise<void>
}

/** Runs `backlot scan` on a folder to its end, in a process of its own. */
export const runBacklot = async (
  argv: readonly string[],
  { databaseUrl, dataFolder, signal, killWhen }: BacklotOptions,
): Promise<BacklotRun> => {
  const began = performance.now()
  const child = spawn(process.execPath, [...nodeFlags, main, ...argv, '--json', '--data', dataFolder], {
    env: { PATH: process.env['PATH'], HOME: dataFolder, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'ignore'],
    signal,
  })
  void killWhen?.then(() => child.kill('SIGKILL'))
  let stdout = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')))
  let peak: number | undefined
  const look = setInterval(() => void peakMemory(child.pid).then((mb) => (peak = mb ?? peak)), 100)
  const [code] = (await once(child, 'close')) as [number | null]
  clearInterval(look)
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as { libraries: NonNullable<BacklotRun['report']>[] }).libraries[0]
  return { code, report, seconds: (performance.now() - began) / 1_000, peakMemoryMb: peak }
}

/** Linux keeps the mark of the most that was resident. */
const peakMemory = async (pid: number | undefined): Promise<number | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1_024)
}
