import { CommandError } from './command-error.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { readFileTarget } from './file-target.ts'
import { withSession } from './open-session.ts'
import { count, printJson, printLines, printTable } from './print.ts'

interface MatchOptions extends CommonOptions {
  movie?: string
  title?: string
  year?: string
}

/** `backlot unmatched`: files that nobody could name. */
export const makeUnmatched: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = createCommand('unmatched', context)

  withCommonOptions(command.command('list').description('List files that nobody could name, with what they might be.'))
    .argument('[library]', 'its name or id; all when left out')
    .action(async (library: string | undefined, options: CommonOptions) => {
      const { unmatchedListSchema } = await import('../http/file-routes.ts')
      const { folders } = await withSession(
        terminal,
        options,
        { command: 'unmatched list' },
        async ({ api }) => await api(unmatchedListSchema, { path: '/api/unmatched', query: { library } }),
      )
      if (options.json === true) await printJson(terminal, folders)
      else {
        await printTable(terminal, {
          columns: ['ID', 'LIBRARY', 'FOLDER', 'NAME', 'MAYBE'],
          rows: folders.flatMap((folder) =>
            folder.files.map(({ id, name, candidates }) => [
              id,
              folder.library,
              folder.folder,
              name,
              candidates.map(({ title, year }) => `${title} (${year ?? '?'})`).join(', '),
            ]),
          ),
          empty: 'Everything is matched.',
        })
      }
      finish(exitCode.ok)
    })

  const settle = async (what: string[], options: CommonOptions, action: 'match' | 'ignore' | 'undo', film: object): Promise<void> => {
    const { changedSchema } = await import('../http/library-schema.ts')
    const body = { ...readFileTarget(terminal, what), ...film }
    const answer = await withSession(
      terminal,
      options,
      { command: `unmatched ${action}` },
      async ({ api }) => await api(changedSchema, { method: 'POST', path: `/api/unmatched/${action}`, body }),
    )
    if (options.json === true) await printJson(terminal, answer)
    else
      await printLines(terminal, [
        `${count(answer.changed, 'file')} changed${answer.movieId === undefined ? '' : ` (film ${answer.movieId})`}`,
      ])
    finish(answer.changed === 0 ? exitCode.notFound : exitCode.ok)
  }
  const what = 'ids of files, or a path: a file, or a folder with everything in it'

  withCommonOptions(command.command('match').description('Say which film files are; this wins over every scan.'))
    .argument('<what...>', what)
    .option('--movie <id>', 'a film that is known')
    .option('--title <title>', 'a film by its title')
    .option('--year <year>', 'and its year')
    .action(async (files: string[], { movie, title, year, ...options }: MatchOptions) => {
      if ((movie === undefined) === (title === undefined))
        throw new CommandError('Say which film: --movie ID, or --title TITLE --year YEAR', exitCode.usage)
      const film = movie === undefined ? { title, ...(year === undefined ? {} : { year: Number(year) }) } : { movieId: movie }
      await settle(files, options, 'match', film)
    })
  withCommonOptions(command.command('ignore').description('Leave files out of the list.'))
    .argument('<what...>', what)
    .action(async (files: string[], options: CommonOptions) => await settle(files, options, 'ignore', {}))
  withCommonOptions(command.command('undo').description('Take a manual match or an ignore back.'))
    .argument('<what...>', what)
    .action(async (files: string[], options: CommonOptions) => await settle(files, options, 'undo', {}))
  return withExamples(
    command,
    'backlot unmatched list',
    'backlot unmatched match /media/movies/vid_0042.mkv --title Metropolis --year 1927',
  )
}
