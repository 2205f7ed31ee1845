import { Command } from 'commander'
import type { ExitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** What a command file gets: where to write, and where to leave its exit code. */
export interface CommandContext {
  readonly terminal: Terminal
  /** Takes the exit code of the command that ran. */
  finish: (code: ExitCode) => void
}

/** Makes one command of the program; the file of each command exports a function of this type. */
export type MakeCommand = (context: CommandContext) => Command

/** Adds one or several subcommands to a command. */
export type AddSubcommand = (parent: Command, context: CommandContext) => void

/** The options that every command which talks to a host or reads the configuration takes. */
export interface CommonOptions {
  config?: string
  data?: string
  json?: boolean
  verbose?: boolean
}

/** A command with our manners: help goes to stdout, errors to stderr with a hint, and nothing ends the process. */
export const createCommand = (name: string, { terminal }: CommandContext): Command =>
  new Command(`backlot ${name}`)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.out(text),
      writeErr: (text) => terminal.note(text.trimEnd()),
      getErrHelpWidth: () => terminal.columns,
    })
    .showHelpAfterError('Run it with --help for what it takes.')
    .allowExcessArguments(false)

/** Adds the common options. */
export const withCommonOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'the configuration file (default: backlot.yaml here, else in the data folder)')
    .option('--data <dir>', 'the data folder (default: ./.backlot)')
    .option('--json', 'print one JSON document')
    .option('--verbose', 'log everything, and show the stack of an error')

/** Adds examples at the end of a command's help. */
export const withExamples = (command: Command, ...examples: string[]): Command =>
  command.addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`)
