import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A host that runs in a process of its own. */
export interface HostProcess {
  name: string
  /** Sends a signal to the process. */
  signal(signal: NodeJS.Signals): void
  /** Ends it by this signal and resolves with its exit code when it has gone. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts a host process on a database and resolves when it fetches jobs. */
export const startHostProcess = async (url: string, name: string): Promise<HostProcess> => {
  const script = fileURLToPath(new URL('test-host-process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@backlot/source', script, url, name], { stdio: ['ignore', 'pipe', 'inherit'] })
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => Promise.reject(new Error(`Host ${name} did not start`)))])
  return { name, signal: (signal) => void child.kill(signal), end: async (signal) => await endProcess(child, signal) }
}

const endProcess = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
  return child.exitCode
}
