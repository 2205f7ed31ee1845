import { CommandError } from './command-error.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** Writes what failed in a sentence (with its stack when asked) and gives the exit code that belongs to it. */
export const reportError = (error: unknown, terminal: Terminal, verbose: boolean): ExitCode => {
  terminal.draw(undefined)
  const code = exitCodeOf(error)
  if (code !== exitCode.ok) terminal.note(verbose ? stackOf(error) : messageOf(error))
  return code
}

/** Errors of the layers below by their names, so that this file loads none of them. */
const codesByName: Readonly<Record<string, ExitCode>> = {
  ConfigError: exitCode.configuration,
  DatabaseError: exitCode.unavailable,
  PostgresServerError: exitCode.unavailable,
  FolderInUseError: exitCode.tryAgain,
  PortInUseError: exitCode.tryAgain,
}

const exitCodeOf = (error: unknown): ExitCode => {
  if (error instanceof CommandError) return error.exitCode
  if (!(error instanceof Error)) return exitCode.error
  const code = 'code' in error ? error.code : undefined
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return exitCode.notPermitted
  return codesByName[error.name] ?? exitCode.error
}

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause =
    error.cause instanceof Error && !(error instanceof CommandError) && !(error.name in codesByName) ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
}

const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : ''
  return `${error.stack ?? error.message}${cause}`
}
