import { apiPath } from './api.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines, printTable } from './print.ts'
import { integrationsOf } from './sync.ts'

/** `backlot webhook`: list, register, test. */
export const makeWebhook: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('webhook', context)

  withCommonOptions(
    command.command('list').description('List whether our webhook is in each Radarr and Sonarr, and when it last posted.'),
  ).action(async (options: CommonOptions) => {
    const { webhookStatusSchema } = await import('../http/integration-service.ts')
    const rows = await withSession(terminal, options, { command: 'webhook list' }, async ({ api }) => {
      const all = await integrationsOf(api)
      return await Promise.all(
        all.map(async ({ app, name, lastWebhookAt }) => {
          const path = apiPath`/api/integrations/${app}/${name}/webhook`
          const status = await api(webhookStatusSchema, { path }).catch((error: unknown) => ({
            status: error instanceof Error ? error.message : String(error),
            url: '',
            missingEvents: [],
          }))
          return { app, name, lastWebhookAt, ...status }
        }),
      )
    })
    if (options.json === true) await printJson(terminal, rows)
    else {
      await printTable(terminal, {
        columns: ['APP', 'NAME', 'WEBHOOK', 'ADDRESS', 'LAST POST', 'DOES NOT SEND'],
        rows: rows.map(({ app, name, status, url, lastWebhookAt, missingEvents }) => [
          app,
          name,
          status,
          url,
          lastWebhookAt ?? '',
          missingEvents?.join(', ') ?? '',
        ]),
        empty: 'No Radarr or Sonarr is configured: arr.radarr and arr.sonarr are empty.',
      })
    }
    finish(rows.every(({ status }) => status === 'registered') ? exitCode.ok : exitCode.problems)
  })

  const one = { app: 'radarr or sonarr', instance: 'its name in the configuration' }
  withCommonOptions(command.command('register').description('Put our webhook into its settings, or set the one that is there right.'))
    .argument('<app>', one.app)
    .argument('<instance>', one.instance)
    .action(async (app: string, instance: string, options: CommonOptions) => {
      const { webhookStatusSchema } = await import('../http/integration-service.ts')
      const path = apiPath`/api/integrations/${app}/${instance}/webhook`
      const status = await withSession(
        terminal,
        options,
        { command: 'webhook register' },
        async ({ api }) => await api(webhookStatusSchema, { method: 'POST', path }),
      )
      if (options.json === true) await printJson(terminal, status)
      else await printLines(terminal, [`${app} ${instance} posts to ${status.url}`])
      finish(exitCode.ok)
    })

  withCommonOptions(command.command('test').description('Let it send a test post here.'))
    .argument('<app>', one.app)
    .argument('<instance>', one.instance)
    .action(async (app: string, instance: string, options: CommonOptions) => {
      const { webhookTestSchema } = await import('../http/integration-service.ts')
      const path = apiPath`/api/integrations/${app}/${instance}/webhook/test`
      const tested = await withSession(
        terminal,
        options,
        { command: 'webhook test' },
        async ({ api }) => await api(webhookTestSchema, { method: 'POST', path }),
      )
      if (options.json === true) await printJson(terminal, tested)
      else await printLines(terminal, [tested.message])
      finish(tested.ok ? exitCode.ok : exitCode.error)
    })
  return withExamples(command, 'backlot webhook list', 'backlot webhook register radarr main', 'backlot webhook test radarr main')
}
