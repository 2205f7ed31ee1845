import { parseEpisodeName, parseMovieName } from '@backlot/media-names'
import { parseTorrentTitle } from '@viren070/parse-torrent-title'
import ptt from 'parse-torrent-title'
import { median, rounded } from '../jobs/statistics.ts'
import { madeNames } from './made-names.ts'

/** How fast one parser was. */
export interface NameFigures {
  parser: string
  /** The median of the rounds, on one thread. */
  namesPerSecond: number | null
  /** The slowest name, the best of three tries. */
  slowestMilliseconds: number | null
  slowest: string
}

type Read = (made: { type: 'movie' | 'tvshow'; name: string }) => unknown

const parsers: Record<string, Read> = {
  'backlot media-names': ({ type, name }) => (type === 'movie' ? parseMovieName(name) : parseEpisodeName(name)),
  '@viren070/parse-torrent-title': ({ name }) => parseTorrentTitle(name),
  'parse-torrent-title': ({ name }) => ptt.parse(name),
}

/** Reads the same made-up names with each parser, in turns, on this thread. */
export const measureNames = ({ names, rounds, signal }: { names: number; rounds: number; signal: AbortSignal }): NameFigures[] => {
  const made = madeNames(names)
  const rates = new Map<string, number[]>()
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const [parser, read] of Object.entries(parsers)) {
      signal.throwIfAborted()
      const seconds = secondsOf(() => made.forEach(read))
      if (round > 0) rates.set(parser, [...(rates.get(parser) ?? []), made.length / seconds])
    }
  }
  return Object.entries(parsers).map(([parser, read]) => {
    const slow = made
      .map((one) => ({ name: one.name, seconds: Math.min(...[0, 1, 2].map(() => secondsOf(() => read(one)))) }))
      .reduce((slowest, one) => (one.seconds > slowest.seconds ? one : slowest))
    return {
      parser,
      namesPerSecond: rounded(median(rates.get(parser) ?? [])),
      slowestMilliseconds: rounded(slow.seconds * 1_000, 2),
      slowest: slow.name,
    }
  })
}

const secondsOf = (work: () => void): number => {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1_000
}
