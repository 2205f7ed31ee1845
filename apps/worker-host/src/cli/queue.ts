import { apiPath } from './api.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { printJson, printTable } from './print.ts'

/** `backlot queue`: list, pause, resume. */
export const makeQueue: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('queue', context)

  const show = async (options: CommonOptions, request: { method?: 'POST'; path: string }): Promise<void> => {
    const { queueListSchema } = await import('../http/queue-routes.ts')
    const list = await withSession(terminal, options, { command: 'queue' }, async ({ api }) => await api(queueListSchema, request))
    if (options.json === true) await printJson(terminal, list)
    else {
      await printTable(terminal, {
        columns: ['QUEUE', 'SLOTS', 'RUNNING', 'WAITING', ''],
        rows: list.queues.map(({ name, slots, running, waiting, paused }) => [name, slots, running, waiting, paused ? 'paused' : '']),
        empty: 'There are no queues.',
      })
      if (list.pausedKinds.length > 0) terminal.note(`Paused kinds: ${list.pausedKinds.join(', ')}`)
    }
    finish(exitCode.ok)
  }

  withCommonOptions(command.command('list').description('List the queues with their slots.')).action(
    async (options: CommonOptions) => await show(options, { path: '/api/queues' }),
  )
  for (const action of ['pause', 'resume'] as const) {
    const summary = action === 'pause' ? 'Stop fetching jobs; what runs goes on.' : 'Fetch jobs again.'
    withCommonOptions(command.command(action).description(summary))
      .argument('[queue]', 'a queue, or "all"', 'all')
      .option('--kind <kind>', 'a kind instead of a queue')
      .action(async (queue: string, options: CommonOptions & { kind?: string }) => {
        const path = options.kind === undefined ? apiPath`/api/queues/${queue}/` : apiPath`/api/kinds/${options.kind}/`
        await show(options, { method: 'POST', path: path + action })
      })
  }
  return withExamples(command, 'backlot queue list', 'backlot queue pause bulk', 'backlot queue resume --kind movie_library_scan')
}
