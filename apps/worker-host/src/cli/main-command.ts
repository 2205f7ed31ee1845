import { CommanderError } from 'commander'
import { commandTable } from './command-table.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { reportError } from './report-error.ts'
import { processTerminal, type Terminal } from './terminal.ts'

/** Runs the command that the arguments name and gives the exit code; writes every error, throws none. */
export const main = async (argv: readonly string[] = process.argv.slice(2), terminal: Terminal = processTerminal()): Promise<ExitCode> => {
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return await showHelp(rest[0], terminal)
  if (name === '--version' || name === '-V') return await showVersion(terminal)
  const entry = commandTable.find((candidate) => candidate.name === name)
  if (entry === undefined) return await refuse(name, terminal)
  try {
    let code: ExitCode = exitCode.ok
    const command = (await entry.load())({ terminal, finish: (given) => (code = given) })
    await command.description(sentence(entry.summary)).parseAsync(rest, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage
    return reportError(error, terminal, rest.includes('--verbose'))
  }
}

const showHelp = async (name: string | undefined, terminal: Terminal): Promise<ExitCode> => {
  if (name !== undefined) return await main([name, '--help'], terminal)
  const width = Math.max(...commandTable.map((entry) => entry.name.length))
  const commands = commandTable.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.summary}`)
  await terminal.out(
    ['Usage: backlot COMMAND [options]', '', ...commands, '', 'backlot COMMAND --help says what a command takes.', ''].join('\n'),
  )
  return exitCode.ok
}

const showVersion = async (terminal: Terminal): Promise<ExitCode> => {
  const { hostVersion } = await import('../host-version.ts')
  await terminal.out(`${hostVersion}\n`)
  return exitCode.ok
}

const refuse = async (name: string, terminal: Terminal): Promise<ExitCode> => {
  const { didYouMean } = await import('../config/did-you-mean.ts')
  const names = commandTable.map((entry) => entry.name)
  const known = name.startsWith('-') ? 'Options come after the command: backlot COMMAND --option.' : didYouMean(name, names)
  terminal.note(`There is no command "${name}". ${known || 'backlot --help lists them.'}`)
  return exitCode.usage
}

const sentence = (summary: string): string => `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`
