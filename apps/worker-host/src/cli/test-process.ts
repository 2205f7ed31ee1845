import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** The program as a process of its own, for tests. */
export interface TestProcess {
  readonly stdout: () => string
  readonly stderr: () => string
  readonly kill: (signal: NodeJS.Signals) => void
  /** Resolves with the exit code when it has ended. */
  readonly ended: Promise<number | null>
}

/** Starts `backlot` with these arguments in a folder. */
export const startProcess = (cwd: string, argv: readonly string[], env: Record<string, string> = {}): TestProcess => {
  const child = spawn(process.execPath, ['--conditions=@backlot/source', main, ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')))
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => void child.kill(signal),
    ended: once(child, 'close').then(([code]: unknown[]) => code as number | null),
  }
}

/** Runs `backlot` to its end. */
export const runProcess = async (cwd: string, argv: readonly string[], env?: Record<string, string>) => {
  const child = startProcess(cwd, argv, env)
  const code = await child.ended
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}
