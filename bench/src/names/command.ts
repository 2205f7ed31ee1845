import { Command } from 'commander'
import { measureNames, type NameFigures } from './measure-names.ts'

interface Flags {
  json?: boolean
  names: string
  rounds: string
}

/** `bench names`: how fast names are read, beside the parsers of npm. */
export const namesCommand = (signal: AbortSignal): Command =>
  new Command('names')
    .description('Reads made-up names of films and episodes on one thread, beside @viren070/parse-torrent-title and parse-torrent-title.')
    .option('--json', 'print the figures as JSON')
    .option('--names <number>', 'how many names', '20000')
    .option('--rounds <number>', 'how many rounds, of which the median counts', '5')
    .action(({ json = false, names, rounds }: Flags) => {
      const figures = measureNames({ names: Number(names), rounds: Number(rounds), signal })
      process.stdout.write(`${json ? JSON.stringify(figures, undefined, 2) : namesTable(figures)}\n`)
    })

const namesTable = (figures: readonly NameFigures[]): string =>
  figures
    .map(
      ({ parser, namesPerSecond, slowestMilliseconds }) =>
        `${parser.padEnd(32)}${(namesPerSecond ?? 0).toLocaleString('en').padStart(8)} names/s   slowest ${slowestMilliseconds} ms`,
    )
    .join('\n')
