import { CommandError } from './command-error.ts'
import { exitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

const codes = { SIGINT: exitCode.interrupted, SIGTERM: exitCode.terminated, SIGHUP: exitCode.terminated } as const

/** What the signals of the system have asked for so far. */
export interface SignalWatch {
  /** Aborts with the first: stop waiting, let what runs end. Its reason is a CommandError with the exit code. */
  readonly drain: AbortSignal
  /** Aborts with the second: give what runs back. The third ends the process. */
  readonly now: AbortSignal
  release: () => void
}

/** What the process is: the host of jobs, a command that waits for one, or a server that just ends. */
type SignalledRole = 'host' | 'waiting' | 'server'

const firstWords: Record<SignalledRole, string> = {
  host: 'Stopping: running jobs may end. Once more gives them back at once.',
  waiting: 'No longer waiting; the host goes on.',
  server: 'Stopping.',
}

/** Listens to Ctrl-C, SIGTERM and SIGHUP, and says what they do to a process of this role. */
export const watchSignals = (terminal: Terminal, role: SignalledRole): SignalWatch => {
  const drain = new AbortController()
  const now = new AbortController()
  const names = Object.keys(codes) as (keyof typeof codes)[]
  const handle = (name: keyof typeof codes): void => {
    if (now.signal.aborted) process.exit(codes[name])
    if (drain.signal.aborted) {
      if (role === 'host') terminal.note('Giving running jobs back. Once more ends without that.')
      now.abort()
    } else {
      terminal.note(firstWords[role])
      drain.abort(new CommandError(`Stopped by ${name}`, codes[name]))
    }
  }
  for (const name of names) process.on(name, handle)
  return {
    drain: drain.signal,
    now: now.signal,
    release: () => {
      for (const name of names) process.off(name, handle)
    },
  }
}
