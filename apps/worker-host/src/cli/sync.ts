import type { z } from 'zod'
import type { integrationListSchema } from '../http/integration-service.ts'
import { apiPath, type Api } from './api.ts'
import { CommandError } from './command-error.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { followJob } from './follow-job.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines } from './print.ts'

interface SyncCommandOptions extends CommonOptions {
  incremental?: boolean
  item?: string
  wait?: boolean
}

/** `backlot sync`: with a Radarr or Sonarr, now. */
export const makeSync: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = withCommonOptions(createCommand('sync', context))
    .argument('<app>', 'radarr or sonarr')
    .argument('[instance]', 'its name in the configuration; all of the app when left out')
    .option('--incremental', 'only what its history says was touched')
    .option('--item <id>', 'only the film or series that has this id there')
    .option('--wait', 'wait until it is done, and print what it did')
    .action(async (app: string, instance: string | undefined, { incremental, item, wait, ...options }: SyncCommandOptions) => {
      const { insertedSchema } = await import('../http/job-schema.ts')
      const code = await withSession(terminal, options, { command: 'sync', ...(wait === true && { work: true }) }, async (session) => {
        const names = instance === undefined ? await namesOf(session.api, app) : [instance]
        const body = {
          operation: item !== undefined ? 'single' : incremental === true ? 'incremental' : 'full',
          ...(item !== undefined && { itemId: Number(item) }),
        }
        let worst: ExitCode = exitCode.ok
        for (const name of names) {
          const inserted = await session.api(insertedSchema, { method: 'POST', path: apiPath`/api/integrations/${app}/${name}/sync`, body })
          if (wait === true) {
            const end = await followJob(session, terminal, { id: inserted.id, json: options.json === true })
            if (end !== exitCode.ok) worst = end
          } else if (options.json === true) await printJson(terminal, inserted)
          else await printLines(terminal, [inserted.id])
        }
        return worst
      })
      finish(code)
    })
  return withExamples(command, 'backlot sync radarr --wait', 'backlot sync sonarr tv --incremental')
}

/** The names of the instances of an app. */
export const namesOf = async (api: Api, app: string): Promise<string[]> => {
  const names = (await integrationsOf(api)).filter((one) => one.app === app).map(({ name }) => name)
  if (names.length === 0) throw new CommandError(`No ${app} is configured; see arr.${app} in backlot.yaml`, exitCode.notFound)
  return names
}

/** Every Radarr and Sonarr. */
export const integrationsOf = async (api: Api): Promise<z.output<typeof integrationListSchema>['integrations']> => {
  const { integrationListSchema } = await import('../http/integration-service.ts')
  return (await api(integrationListSchema, { path: '/api/integrations' })).integrations
}
