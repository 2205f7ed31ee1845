import type { ExitCode } from './exit-code.ts'

/** Ends a command with a sentence for people and an exit code; no stack is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exitCode: ExitCode

  constructor(message: string, code: ExitCode, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = code
  }
}
