import { Argument } from 'commander'
import { logLevels } from '../config/log-level.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines } from './print.ts'

/** `backlot log`: the level of a running host's log. */
export const makeLog: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('log', context)
  withCommonOptions(command.command('level').description('Show or change from which level on the host writes; until it stops.'))
    .addArgument(new Argument('[level]', 'the level from now on').choices(logLevels))
    .action(async (level: string | undefined, options: CommonOptions) => {
      const { logSchema } = await import('../http/log-routes.ts')
      const request = level === undefined ? {} : { method: 'PATCH' as const, body: { level } }
      const log = await withSession(
        terminal,
        options,
        { command: 'log level', host: true },
        async ({ api }) => await api(logSchema, { path: '/api/log', ...request }),
      )
      if (options.json === true) await printJson(terminal, log)
      else await printLines(terminal, [log.level])
      finish(exitCode.ok)
    })
  return withExamples(command, 'backlot log level', 'backlot log level debug')
}
