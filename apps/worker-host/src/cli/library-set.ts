import { apiPath } from './api.ts'
import { withCommonOptions, type AddSubcommand, type CommonOptions } from './command.ts'
import { exitCode } from './exit-code.ts'
import { settingsOf, withSettingOptions, type SettingOptions } from './library-setting-options.ts'
import { withSession } from './open-session.ts'
import { printJson, printLines } from './print.ts'

interface SetOptions extends CommonOptions, SettingOptions {
  name?: string
}

/** `backlot library set`: changes a library's name or settings. */
export const addLibrarySet: AddSubcommand = (library, { terminal, finish }) => {
  withSettingOptions(withCommonOptions(library.command('set').description('Change the name or settings of a library.')))
    .argument('<library>', 'its name or id')
    .option('--name <name>', 'call it so')
    .action(async (which: string, { name, ...options }: SetOptions) => {
      const { librarySchema } = await import('../http/library-schema.ts')
      const body = { ...settingsOf(options), ...(name === undefined ? {} : { name }) }
      const path = apiPath`/api/libraries/${which}`
      const changed = await withSession(
        terminal,
        options,
        { command: 'library set' },
        async ({ api }) => await api(librarySchema, { method: 'PATCH', path, body }),
      )
      if (options.json === true) await printJson(terminal, changed)
      else await printLines(terminal, [`Changed ${changed.name}.`])
      finish(exitCode.ok)
    })
}
