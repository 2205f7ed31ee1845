import { Command } from 'commander'
import { measureSearch } from './search-quality.ts'

type Flags = Record<'films' | 'series' | 'episodes' | 'samples' | 'misses', string>

/** `bench search`: how good and how fast searches are, on a PostgreSQL of its own. */
export const searchCommand = (): Command =>
  new Command('search')
    .description('Fills a search index with made-up titles, and asks for them with typos, by their beginnings and otherwise; prints JSON.')
    .option('--films <number>', 'how many films', '50000')
    .option('--series <number>', 'how many series', '2000')
    .option('--episodes <number>', 'how many episodes of each', '50')
    .option('--samples <number>', 'how many queries of each kind', '2000')
    .option('--misses <number>', 'how many queries that missed are listed', '5')
    .action(async ({ films, series, episodes, samples, misses }: Flags) => {
      const figures = await measureSearch({
        films: Number(films),
        series: Number(series),
        episodes: Number(episodes),
        samples: Number(samples),
        misses: Number(misses),
      })
      process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`)
    })
