import { CommandError } from './command-error.ts'
import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { readFileTarget } from './file-target.ts'
import { withSession } from './open-session.ts'
import { count, printJson, printLines, printTable } from './print.ts'

interface MatchOptions extends CommonOptions {
  movie?: string
  series?: string
  season?: string
  episodes?: number[]
  title?: string
  id?: { provider: string; value: string }
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
            folder.files.map(({ id, name, candidates }) => [id, folder.library, folder.folder, name, candidates.map(nameOf).join(', ')]),
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
        `${count(answer.changed, 'file')} changed${answer.movieId === undefined ? '' : ` (film ${answer.movieId})`}${answer.seriesId === undefined ? '' : ` (series ${answer.seriesId})`}`,
        ...(answer.undecided === undefined
          ? []
          : [`${count(answer.undecided, 'file')} as before: name their episodes with --season and --episodes`]),
      ])
    finish(answer.changed === 0 ? exitCode.notFound : exitCode.ok)
  }
  const what = 'ids of files, or a path: a file, or a folder with everything in it'

  withCommonOptions(command.command('match').description('Say which film or episodes files are; this wins over every scan.'))
    .argument('<what...>', what)
    .option('--movie <id>', 'a film that is known')
    .option('--series <id>', 'a series that is known')
    .option('--title <title>', 'a film or series by its title')
    .option('--year <year>', 'and its year')
    .option('--id <provider:id>', 'what a provider has, as the list names it: tmdb:19', readExternalId)
    .option('--season <n>', 'the season, where the names do not say it')
    .option('--episodes <list>', 'all of them in one file, or one in each of as many files: 1-3,5', readNumbers)
    .action(async (files: string[], { movie, series, title, year, id, season, episodes, ...options }: MatchOptions) => {
      if ([movie, series, title, id].filter((named) => named !== undefined).length !== 1)
        throw new CommandError(
          'Say which film or series: --movie ID, --series ID, --id PROVIDER:ID, or --title TITLE --year YEAR',
          exitCode.usage,
        )
      await settle(files, options, 'match', {
        ...(movie === undefined ? {} : { movieId: movie }),
        ...(series === undefined ? {} : { seriesId: series }),
        ...(title === undefined ? {} : { title }),
        ...(year === undefined ? {} : { year: Number(year) }),
        ...(id === undefined ? {} : { externalId: id }),
        ...(season === undefined ? {} : { season: Number(season) }),
        ...(episodes === undefined ? {} : { episodes }),
      })
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
    'backlot unmatched match /media/movies/vid_0043.mkv --id tmdb:19',
    'backlot unmatched match /media/tv/odd --title "The Lighthouse" --season 1',
  )
}

/** A candidate for the list; with what `--id` takes, where only a provider has it. */
const nameOf = ({
  itemId,
  title,
  year,
  provider = '',
  providerId = '',
}: {
  itemId?: string | undefined
  title: string
  year?: number | undefined
  provider?: string | undefined
  providerId?: string | undefined
}): string => {
  const named = year === undefined ? title : `${title} (${year})`
  return itemId === undefined && providerId !== '' ? `${named} ${provider}:${providerId}` : named
}

/** `tmdb:19` as what it means. */
const readExternalId = (text: string): { provider: string; value: string } => {
  const [, provider, value] = /^([a-z]+):([\w-]+)$/.exec(text) ?? []
  if (provider === undefined || value === undefined)
    throw new CommandError(`"${text}" is no id of a provider; write tmdb:19`, exitCode.usage)
  return { provider, value }
}

/** `1-3,5` as the numbers that it means. */
const readNumbers = (text: string): number[] => {
  const ranges = text.split(',').map((part) => /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part.trim()))
  return ranges.flatMap((range) => {
    const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])]
    if (range === null || to < from || to - from > 2_000)
      throw new CommandError(`"${text}" is no list of episodes; write 3, or 1-3,5`, exitCode.usage)
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
}
