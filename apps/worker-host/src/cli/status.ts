import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { count, printJson, printLines } from './print.ts'

/** `backlot status`: what the host is and does. */
export const makeStatus: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = withCommonOptions(createCommand('status', context)).action(async (options: CommonOptions) => {
    const { statusSchema } = await import('../http/system-service.ts')
    const [status, running] = await withSession(terminal, options, { command: 'status' }, async ({ api, local }) => [
      await api(statusSchema, { path: '/api/status' }),
      !local,
    ])
    if (options.json === true) await printJson(terminal, { running, ...status })
    else {
      await printLines(terminal, [
        running
          ? `Backlot ${status.version} runs since ${status.startedAt} (pid ${status.pid}, Node ${status.node})`
          : `No host runs on this folder. Backlot ${status.version}, Node ${status.node}`,
        `Data folder: ${status.dataFolder}`,
        `Database: ${status.database.kind} PostgreSQL ${status.database.version}`,
        `Jobs: ${
          Object.entries(status.jobs)
            .map(([state, number]) => `${number.toLocaleString('en')} ${state}`)
            .join(', ') || 'none'
        }`,
        ...status.libraries.map(
          ({ name, type, found, unmatched, missing }) =>
            `Library ${name} (${type}): ${count(found, 'file')}, ${unmatched} unmatched, ${missing} missing`,
        ),
      ])
    }
    finish(exitCode.ok)
  })
  return withExamples(command, 'backlot status', 'backlot status --json')
}
