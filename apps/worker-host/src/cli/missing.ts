import { apiPath } from './api.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { listLibraries } from './ensure-libraries.ts'
import { exitCode } from './exit-code.ts'
import { readFileTarget } from './file-target.ts'
import { withSession } from './open-session.ts'
import { count, printJson, printLines, printTable } from './print.ts'

/** `backlot missing`: files that are gone from disk. */
export const makeMissing: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('missing', context)

  withCommonOptions(command.command('list').description('List files that are gone, and why each is still here.'))
    .argument('[library]', 'its name or id; all when left out')
    .action(async (library: string | undefined, options: CommonOptions) => {
      const { missingListSchema } = await import('../http/file-routes.ts')
      const files = await withSession(terminal, options, { command: 'missing list' }, async ({ api }) => {
        const names = library === undefined ? (await listLibraries(api)).map(({ id }) => id) : [library]
        const lists = []
        for (const name of names) lists.push(...(await api(missingListSchema, { path: apiPath`/api/libraries/${name}/missing` })).files)
        return lists
      })
      if (options.json === true) await printJson(terminal, files)
      else {
        await printTable(terminal, {
          columns: ['ID', 'LIBRARY', 'SINCE', 'PATH', 'WHY IT IS HERE'],
          rows: files.map(({ id, library: name, missingSince, path, reason }) => [id, name, missingSince.slice(0, 10), path, reason]),
          empty: 'Nothing is missing.',
        })
      }
      finish(exitCode.ok)
    })

  for (const action of ['keep', 'remove'] as const) {
    const summary = action === 'keep' ? 'Wait for missing files without an end.' : 'Forget missing files now.'
    withCommonOptions(command.command(action).description(summary))
      .argument('<library>', 'its name or id')
      .argument('<what...>', 'ids of files, or a path: a file, or a folder with everything in it')
      .action(async (library: string, what: string[], options: CommonOptions) => {
        const { changedSchema } = await import('../http/library-schema.ts')
        const request = {
          method: 'POST',
          path: apiPath`/api/libraries/${library}/missing/` + action,
          body: readFileTarget(terminal, what),
        } as const
        const answer = await withSession(
          terminal,
          options,
          { command: `missing ${action}` },
          async ({ api }) => await api(changedSchema, request),
        )
        if (options.json === true) await printJson(terminal, answer)
        else await printLines(terminal, [`${count(answer.changed, 'file')} ${action === 'keep' ? 'kept' : 'forgotten'}`])
        finish(answer.changed === 0 ? exitCode.notFound : exitCode.ok)
      })
  }
  return withExamples(command, 'backlot missing list', 'backlot missing remove films /media/movies/Gone')
}
