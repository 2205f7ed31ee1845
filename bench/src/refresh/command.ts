import { Command } from 'commander'
import { measureRefresh, type RefreshFigures } from './measure-refresh.ts'

interface Flags {
  json?: boolean
  series: string
  hosts: string
}

/** `bench refresh`: a library of series that is refreshed from a simulated TMDb, by the program as people run it. */
export const refreshCommand = (signal: AbortSignal): Command =>
  new Command('refresh')
    .description('Refreshes a library of series from a simulated TMDb: requests, the most in a second, time, memory.')
    .option('--json', 'print the figures as JSON')
    .option('--series <number>', 'how many series of one to forty seasons', '2000')
    .option('--hosts <number>', 'how many hosts share the work', '1')
    .action(async ({ json = false, series, hosts }: Flags) => {
      const say = (message: string) => process.stderr.write(`${message}\n`)
      const figures = await measureRefresh({ series: Number(series), hosts: Number(hosts) }, { say, signal })
      process.stdout.write(`${json ? JSON.stringify(figures, undefined, 2) : line(figures)}\n`)
    })

const line = (figures: RefreshFigures): string => {
  const { series, refreshed, hosts, seconds, requests, otherRequests, allowed, tooMany, repeated, mostInASecond, peakMemoryMb } = figures
  return [
    `${refreshed} of ${series} series by ${hosts} ${hosts === 1 ? 'host' : 'hosts'} in ${seconds} s`,
    `${requests} requests, ${allowed} allowed, ${tooMany} series with more than they need, ${repeated} attempts repeated; ${otherRequests} requests for other things`,
    `at most ${mostInASecond} in a second, at most ${peakMemoryMb ?? '?'} MB`,
  ].join('\n')
}
