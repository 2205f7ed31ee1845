import { createCommand, withCommonOptions, withExamples, type MakeCommand } from './command.ts'
import { runStart, type StartOptions } from './run-start.ts'

const collect = (value: string, before: string[]): string[] => [...before, value]

/** `backlot start`: the host itself. */
export const makeStart: MakeCommand = (context) => {
  const command = withCommonOptions(createCommand('start', context))
    .option('--movies <dir>', 'a folder of films to have as a library (repeatable)', collect, [])
    .option('--tv <dir>', 'a folder of series to have as a library (repeatable)', collect, [])
    .option('--port <n>', 'the port of the API (default: 8484; 0: any)')
    .option('--bind <address>', 'the address of the API (default: 127.0.0.1)')
    .option('--once', 'scan, finish what that sets off, and end')
    .option('--sample <dir>', 'the libraries DIR/movies and DIR/tv, where none is configured, given or known')
    .action(async (options: StartOptions) => context.finish(await runStart(options, context.terminal)))
  return withExamples(
    command,
    'backlot start --movies /media/movies',
    'backlot start --once --json',
    'DATABASE_URL=postgres://… backlot start',
  )
}
