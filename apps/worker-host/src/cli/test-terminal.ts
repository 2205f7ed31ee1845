import { Readable } from 'node:stream'
import { main } from './main-command.ts'
import type { ExitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** A terminal that remembers, for tests. */
export interface TestTerminal extends Terminal {
  /** What was written to stdout. */
  readonly output: () => string
  /** The lines on stderr. */
  readonly notes: string[]
  /** Every line that was drawn over. */
  readonly drawn: (string | undefined)[]
}

/** Makes a terminal for a test. */
export const testTerminal = (
  options: Partial<Pick<Terminal, 'env' | 'cwd' | 'live' | 'columns'>> & { input?: string } = {},
): TestTerminal => {
  let output = ''
  const notes: string[] = []
  const drawn: (string | undefined)[] = []
  const { input = '', ...rest } = options
  return {
    out: async (text) => {
      output += text
      await Promise.resolve()
    },
    note: (line) => void notes.push(line),
    draw: (line) => void drawn.push(line),
    output: () => output,
    notes,
    drawn,
    input: Readable.from([Buffer.from(input)]),
    env: {},
    cwd: '/nowhere',
    live: false,
    columns: 80,
    ...rest,
  }
}

/** Runs a command of the program on such a terminal. */
export const runCommand = async (
  argv: readonly string[],
  options: Parameters<typeof testTerminal>[0] = {},
): Promise<{ code: ExitCode; output: string; notes: string[] }> => {
  const terminal = testTerminal(options)
  const code = await main(argv, terminal)
  return { code, output: terminal.output(), notes: terminal.notes }
}
