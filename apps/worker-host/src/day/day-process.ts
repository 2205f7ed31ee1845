import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config/config-schema.ts'

/** A host in a process of its own, which can be killed. */
export interface DayProcess {
  /** Ends it without a word, as a power cut does. */
  readonly kill: () => Promise<void>
}

/** How `backlot` is run, without its arguments: a program and what comes first. */
export type Program = readonly [string, ...string[]]

const patienceMs = 60_000

/** Runs `backlot start` with a configuration, and waits until it is ready. An Error says that it ended before. */
export const startDayProcess = async ([command, ...before]: Program, config: Config): Promise<DayProcess> => {
  await mkdir(config.data, { recursive: true })
  // JSON is YAML.
  const file = join(config.data, 'day.yaml')
  await writeFile(file, JSON.stringify(config))
  const child = spawn(command, [...before, 'start', '--config', file], {
    cwd: config.data,
    // What is set for this process is no setting of that one.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'close')
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString('utf8')}`.slice(-2_000)))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  for (const end = Date.now() + patienceMs; !(await isReady(config.server.port)); await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`The host ended with ${child.exitCode} before it was ready: ${said}`)
    if (Date.now() < end) continue
    await kill()
    throw new Error(`The host was not ready within ${patienceMs / 1_000} s: ${said}`)
  }
  return { kill }
}

const isReady = async (port: number): Promise<boolean> =>
  await fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
