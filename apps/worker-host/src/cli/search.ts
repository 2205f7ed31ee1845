import { createCommand, withCommonOptions, withExamples, type CommonOptions, type MakeCommand } from './command.ts'
import { exitCode } from './exit-code.ts'
import { withSession } from './open-session.ts'
import { count, printJson, printTable } from './print.ts'

interface SearchOptions extends CommonOptions {
  type?: string
  limit: string
  genre?: string
  library?: string
  sort?: string
}

/** `backlot search`: films and series by words, with typos and beginnings of words. */
export const makeSearch: MakeCommand = (context) => {
  const { terminal, finish } = context
  const command = withCommonOptions(createCommand('search', context))
    .argument('<words...>', 'what to look for; a year narrows it')
    .option('--type <type>', 'movies, series, seasons, episodes or people')
    .option('--genre <genre>', 'of this genre')
    .option('--library <library>', 'in this library')
    .option('--sort <order>', 'relevance, title, year or added')
    .option('--limit <n>', 'at most this many', '20')
    .action(async (words: string[], options: SearchOptions) => {
      const { searchAnswerSchema } = await import('../http/movie-schema.ts')
      const { type, genre, library, sort, limit } = options
      const query = { q: words.join(' '), type, genre, library, sort, limit }
      const answer = await withSession(
        terminal,
        options,
        { command: 'search' },
        async ({ api }) => await api(searchAnswerSchema, { path: '/api/search', query }),
      )
      if (options.json === true) await printJson(terminal, answer)
      else {
        await printTable(terminal, {
          columns: ['TITLE', 'YEAR', 'TYPE', 'ID'],
          rows: answer.hits.map(({ title, year, collection, id }) => [title, year === undefined ? '' : String(year), collection, id]),
          empty: 'Nothing was found.',
        })
        if (answer.total > answer.hits.length) terminal.note(`${count(answer.total, 'hit')} in all; --limit shows more.`)
      }
      finish(exitCode.ok)
    })
  return withExamples(command, 'backlot search nosferatu', 'backlot search "metropolis 1927" --json')
}
