import { apiPath } from './api.ts'
import { CommandError } from './command-error.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { printJson, printTable } from './print.ts'

/** `backlot queue`: list, pause, resume, resize. */
export const makeQueue: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('queue', context)

  const show = async (options: CommonOptions, request: { method?: 'POST' | 'PATCH'; path: string; body?: object }): Promise<void> => {
    const { queueListSchema } = await import('../http/queue-routes.ts')
    const list = await withSession(terminal, options, { command: 'queue' }, async ({ api }) => await api(queueListSchema, request))
    if (options.json === true) await printJson(terminal, list)
    else {
      await printTable(terminal, {
        columns: ['QUEUE', 'SLOTS', 'RUNNING', 'WAITING', ''],
        rows: list.queues.map(({ name, slots, resized, running, waiting, paused }) => {
          const notes = [...(resized ? ['resized'] : []), ...(paused ? ['paused'] : [])]
          return [name, slots, running, waiting, notes.join(', ')]
        }),
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
  withCommonOptions(command.command('resize').description('Change the slots of a queue in all hosts; kept over restarts.'))
    .argument('<queue>')
    .argument('<slots>', 'how many of its jobs run at a time in each host, or "default" for what is configured')
    .action(async (queue: string, slots: string, options: CommonOptions) => {
      // What is no number would be null in JSON, which is the default.
      if (slots !== 'default' && !/^\d+$/.test(slots))
        throw new CommandError(`"${slots}" is neither a number nor "default"`, exitCode.usage)
      const body = { slots: slots === 'default' ? null : Number(slots) }
      await show(options, { method: 'PATCH', path: apiPath`/api/queues/${queue}`, body })
    })
  return withExamples(
    command,
    'backlot queue list',
    'backlot queue pause bulk',
    'backlot queue resize bulk 1',
    'backlot queue resume --kind movie_library_scan',
  )
}
