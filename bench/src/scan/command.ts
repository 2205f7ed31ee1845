import { Command } from 'commander'
import { episodeTrees } from './episode-trees.ts'
import { filmTrees } from './film-trees.ts'
import { measureScans } from './measure-scans.ts'
import { scanTable } from './scan-table.ts'

interface Flags {
  json?: boolean
  films: string
  episodes?: string
  kill: boolean
  watch?: boolean
}

/** `bench scan`: first scan, rescan, kill and resume of a made-up library, by the program as people run it. */
export const scanCommand = (signal: AbortSignal): Command =>
  new Command('scan')
    .description('Makes a library of small files, and scans it with `backlot scan` as people do; `find` beside it as the floor.')
    .option('--json', 'print the figures as JSON')
    .option('--films <number>', 'how many films', '10000')
    .option('--episodes <number>', 'how many files of episodes, fifty to a series, in the place of films')
    .option('--watch', 'and with a host that watches it, to which one file is added')
    .option('--no-kill', 'without killing a scan in the middle')
    .action(async ({ json = false, films, episodes, kill, watch = false }: Flags) => {
      const say = (message: string) => process.stderr.write(`${message}\n`)
      const figures = await measureScans(episodes === undefined ? filmTrees(Number(films)) : episodeTrees(Number(episodes)), {
        say,
        signal,
        kill,
        watch,
      })
      process.stdout.write(`${json ? JSON.stringify(figures, undefined, 2) : scanTable(figures)}\n`)
    })
