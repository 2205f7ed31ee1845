import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines } from './print.ts'

/** `backlot migrate`: brings the database to this version; `start` does the same by itself. */
export const makeMigrate: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = withCommonOptions(createCommand('migrate', context)).action(async (options: CommonOptions) => {
    const { statusSchema } = await import('../http/system-service.ts')
    // Opening is migrating: a host has done it at its start, and a session without a host does it now.
    const { version, database } = await withSession(
      terminal,
      options,
      { command: 'migrate' },
      async ({ api }) => await api(statusSchema, { path: '/api/status' }),
    )
    if (options.json === true) await printJson(terminal, { migrated: true, version, database })
    else await printLines(terminal, [`The ${database.kind} database is at version ${version} of Backlot.`])
    finish(exitCode.ok)
  })
  return withExamples(command, 'backlot migrate', 'DATABASE_URL=postgres://… backlot migrate')
}
