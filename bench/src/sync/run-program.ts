import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '../node-flags.ts'

const main = fileURLToPath(new URL('../../../apps/worker-host/src/main.ts', import.meta.url))

/** Runs `backlot` to its end in a process of its own; rejects when that ends badly. */
export const runProgram = async (
  argv: readonly string[],
  { env, signal }: { env: Record<string, string>; signal: AbortSignal },
): Promise<{ stdout: string; peakMemoryMb: number | undefined }> => {
  const child = spawn(process.execPath, [...nodeFlags, main, ...argv], {
    env: { PATH: process.env['PATH'], HOME: env['BACKLOT_DATA'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')))
  let peakMemoryMb: number | undefined
  const look = setInterval(() => void peakMemory(child.pid).then((mb) => (peakMemoryMb = mb ?? peakMemoryMb)), 100)
  const [code] = (await once(child, 'close')) as [number | null]
  clearInterval(look)
  if (code !== 0) throw new Error(`backlot ${argv.join(' ')} ended with ${code}:\n${stderr.slice(-2_000)}`)
  return { stdout, peakMemoryMb }
}

/** Linux keeps the mark of the most that was resident. */
const peakMemory = async (pid: number | undefined): Promise<number | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1_024)
}
