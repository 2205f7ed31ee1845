import { Command } from 'commander'
import { measureSync, type SyncFigures } from './measure-sync.ts'

interface Flags {
  json?: boolean
  films: string
  series: string
}

/** `bench sync`: a first and a second full sync with a simulated Radarr and Sonarr, by the program as people run it. */
export const syncCommand = (signal: AbortSignal): Command =>
  new Command('sync')
    .description('Syncs with a simulated Radarr and Sonarr by `backlot sync`, first and again: time, requests, memory.')
    .option('--json', 'print the figures as JSON')
    .option('--films <number>', 'how many films', '5000')
    .option('--series <number>', 'how many series of forty episodes', '500')
    .action(async ({ json = false, films, series }: Flags) => {
      const say = (message: string) => process.stderr.write(`${message}\n`)
      const figures = await measureSync({ films: Number(films), series: Number(series) }, { say, signal })
      process.stdout.write(`${json ? JSON.stringify(figures, undefined, 2) : figures.map(line).join('\n')}\n`)
    })

const line = ({ what, seconds, requests, peakMemoryMb, counts }: SyncFigures): string =>
  `${what.padEnd(28)} ${seconds} s, ${requests} requests, at most ${peakMemoryMb ?? '?'} MB, ${counts['added'] ?? 0} added, ${counts['unchanged'] ?? 0} unchanged, ${counts['files'] ?? 0} files`
