import { apiPath } from './api.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines, printTable } from './print.ts'

interface LogOptions extends CommonOptions {
  agent?: string
  state?: string
}

/** `backlot notify`: list, test, log. */
export const makeNotify: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('notify', context)

  withCommonOptions(command.command('list').description('List who is told of events, and whether it worked last time.')).action(
    async (options: CommonOptions) => {
      const { agentListSchema } = await import('../http/notification-service.ts')
      const { agents } = await withSession(
        terminal,
        options,
        { command: 'notify list' },
        async ({ api }) => await api(agentListSchema, { path: '/api/notifications' }),
      )
      if (options.json === true) await printJson(terminal, agents)
      else {
        await printTable(terminal, {
          columns: ['NAME', 'TYPE', 'TARGET', 'EVENTS', 'LAST', ''],
          rows: agents.map(({ name, type, target, events, last, enabled }) => [
            name,
            type,
            target,
            events?.join(', ') ?? 'default',
            last === undefined ? '' : `${last.state} ${last.at}${last.reason === undefined ? '' : `: ${last.reason}`}`,
            enabled ? '' : 'off',
          ]),
          empty: 'Nobody is told of events: notifications.agents is empty.',
        })
      }
      finish(exitCode.ok)
    },
  )

  withCommonOptions(command.command('test').description('Send a test message, also to an agent that is off.'))
    .argument('<agent>')
    .action(async (agent: string, options: CommonOptions) => {
      const { testedSchema } = await import('../http/notification-routes.ts')
      const tested = await withSession(
        terminal,
        options,
        { command: 'notify test' },
        async ({ api }) => await api(testedSchema, { method: 'POST', path: apiPath`/api/notifications/${agent}/test` }),
      )
      if (options.json === true) await printJson(terminal, tested)
      else await printLines(terminal, [`${agent} took a test message.`])
      finish(exitCode.ok)
    })

  withCommonOptions(command.command('log').description('List what agents were told, or were not and why.'))
    .option('--agent <name>', 'only this agent')
    .option('--state <state>', 'only waiting, retrying, sent or failed')
    .action(async ({ agent, state, ...options }: LogOptions) => {
      const { deliveryListSchema } = await import('../http/notification-service.ts')
      const { deliveries } = await withSession(
        terminal,
        options,
        { command: 'notify log' },
        async ({ api }) => await api(deliveryListSchema, { path: '/api/notifications/deliveries', query: { agent, state } }),
      )
      if (options.json === true) await printJson(terminal, deliveries)
      else {
        await printTable(terminal, {
          columns: ['AT', 'AGENT', 'STATE', 'EVENT', 'TITLE', 'WHY'],
          rows: deliveries.map((delivery) => [
            delivery.updatedAt,
            delivery.agent,
            delivery.state,
            delivery.eventType,
            delivery.title,
            delivery.reason ?? '',
          ]),
          empty: 'Nobody was told of anything yet.',
        })
      }
      finish(exitCode.ok)
    })
  return withExamples(command, 'backlot notify list', 'backlot notify test phone', 'backlot notify log --state failed')
}
