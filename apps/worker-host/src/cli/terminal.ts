import type { Readable } from 'node:stream'
import { CommandError } from './command-error.ts'
import { exitCode } from './exit-code.ts'

/** The streams and surroundings of one command: data goes to `out`, everything else to `note`. */
export interface Terminal {
  /** Writes to stdout; resolves when the stream takes more. */
  out: (text: string) => Promise<void>
  /** Writes a line to stderr. */
  note: (line: string) => void
  /** Draws the line at the bottom of a live terminal over; notes appear above it. Undefined takes it away. */
  draw: (line: string | undefined) => void
  readonly input: Readable
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Whether stderr is a terminal that lines can be drawn over on. */
  readonly live: boolean
  /** Columns of that terminal. */
  readonly columns: number
}

const clearLine = '\r\u001B[2K'

/** The terminal of this process. Where the reader of stdout has gone (`| head`), `out` throws and so ends the command. */
export const processTerminal = (): Terminal => {
  const { stdout, stderr, stdin, env } = process
  let closed = false
  let resume = (): void => {}
  stdout.on('drain', () => resume())
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    closed = true
    resume()
  })
  let drawn: string | undefined
  const live = stderr.isTTY && env['TERM'] !== 'dumb'
  return {
    out: async (text) => {
      if (closed) throw new CommandError('Nobody reads the output any more', exitCode.ok)
      if (!stdout.write(text) && !closed) await new Promise<void>((resolve) => (resume = resolve))
    },
    note: (line) => void stderr.write(drawn === undefined ? `${line}\n` : `${clearLine}${line}\n${drawn}`),
    draw: (line) => {
      if (!live || line === drawn) return
      drawn = line
      stderr.write(`${clearLine}${line ?? ''}`)
    },
    input: stdin,
    env,
    cwd: process.cwd(),
    live,
    columns: stderr.columns ?? 80,
  }
}
