import { readBareNumbers } from './bare-numbers.ts'
import type { BareContext } from './bare-numbers.ts'
import { readDates } from './dates.ts'
import { readEpisodes } from './episode-words.ts'
import { readNumberCodes } from './number-codes.ts'
import { numbering } from './numbering.ts'
import type { Numbering } from './numbering.ts'
import { readSeasonAndEpisode } from './season-and-episode.ts'
import { readSeasons } from './season-words.ts'

/** The reading that is kept: what it says, and each stretch of the name it was read from. */
export interface KeptNumbering {
  readonly numbering: Numbering
  readonly used: readonly Numbering[]
}

const PART = /(?<![\p{L}\d(])part[\s._-]?(\d{1,2})(?![\p{L}\d])/giu

/** Collects every reading of the numbers in a name and keeps the best that fit together. */
export function readNumbering(context: BareContext): KeptNumbering | undefined {
  const { text } = context
  const both = readSeasonAndEpisode(text)
  const seasons = readSeasons(text).filter((season) => !overlapsAny(season, both))
  const dates = readDates(text)
  const words = readEpisodes(text).filter((episode) => !overlapsAny(episode, [...both, ...seasons]))
  const worded = words.filter((word) => word.kind === 'season and episode')
  const episodes = words.filter((word) => word.kind === 'episode')
  const bare = readBareNumbers(context).filter(
    (number) => !overlapsAny(number, [...both, ...seasons, ...words, ...dates.filter((date) => date.weight > 50)]),
  )
  const codes = readNumberCodes(context).filter((code) => !overlapsAny(code, [...both, ...seasons, ...words, ...dates]))
  // A number before a date is season and episode: Show 101 - 2002-11-07.
  const dated = codes.filter((code) => code.weight >= 60 || dates.some((date) => date.weight >= 60 && code.end < date.start))
  return (
    chooseDated(dates, [...both, ...worded, ...dated], episodes) ??
    chooseBoth([...both, ...worded, ...dated], { seasons, bare, dates }) ??
    chooseSeason(seasons, episodes, bare) ??
    chooseLone([...episodes, ...bare, ...codes, ...dates], { text, dates, bare }) ??
    readPart(text)
  )
}

/** A date before a numbering that does not follow it at once is what the name counts by. */
function chooseDated(dates: readonly Numbering[], both: readonly Numbering[], episodes: readonly Numbering[]): KeptNumbering | undefined {
  const date = best(dates)
  if (date === undefined || date.weight < 60) return undefined
  const numbered = best(both)
  if (numbered === undefined)
    return episodes.length > 0 && isEnclosed(date, episodes) ? undefined : { numbering: date, used: [date, ...episodes] }
  return date.end < numbered.start && numbered.start - date.end > 3 ? { numbering: date, used: [date] } : undefined
}

/** A date in brackets behind an episode only tells when that one was on. */
function isEnclosed(date: Numbering, episodes: readonly Numbering[]): boolean {
  return date.enclosed === true && episodes.some((episode) => episode.end <= date.start)
}

interface Beside {
  readonly seasons: readonly Numbering[]
  readonly bare: readonly Numbering[]
  readonly dates: readonly Numbering[]
}

function chooseBoth(both: readonly Numbering[], { seasons, bare, dates }: Beside): KeptNumbering | undefined {
  const kept = best(both)
  if (kept === undefined) return undefined
  const again = both.filter((other) => other !== kept && other.seasons[0] === kept.seasons[0] && other.episodes[0] === kept.episodes[0])
  const same = [...again, ...seasons.filter((season) => season.seasons[0] === kept.seasons[0] || season.end < kept.start)]
  const companion = bare.find((number) => accompanies(number, kept))
  const date = best(dates)
  return {
    numbering: {
      ...kept,
      absolute: companion?.absolute ?? [],
      ...(date?.airDate !== undefined && { airDate: date.airDate }),
    },
    used: [kept, ...same, ...(companion ? [companion] : []), ...(date ? [date] : [])],
  }
}

/** A number right beside `S01E05` counts the same episode through all seasons: `S10E14 214`, `05 - S01E05`. */
function accompanies(number: Numbering, kept: Numbering): boolean {
  const gap = number.start >= kept.end ? number.start - kept.end : kept.start - number.end
  if (gap > 4 || gap < 0) return false
  const long = (number.absolute[0] ?? 0) >= 100 || number.end - number.start >= 3
  const sure = number.weight >= 30 || number.absolute.length > 1
  return sure && number.absolute.length === kept.episodes.length && (long || number.start < kept.start)
}

function chooseSeason(
  seasons: readonly Numbering[],
  episodes: readonly Numbering[],
  bare: readonly Numbering[],
): KeptNumbering | undefined {
  const season = seasons.toSorted((one, other) => other.seasons.length - one.seasons.length || other.weight - one.weight)[0]
  if (season === undefined) return undefined
  const episode =
    best(episodes) ?? best(bare.filter((number) => number.weight >= 36 && (number.start > season.start || number.absolute.length > 1)))
  if (episode === undefined || season.seasons.length > 1) return { numbering: season, used: seasons }
  const { pack: _pack, ...only } = season
  return {
    numbering: {
      ...only,
      kind: 'season and episode',
      start: Math.min(season.start, episode.start),
      end: Math.max(season.end, episode.end),
      episodes: [...episode.episodes, ...episode.absolute],
      ...(episode.version !== undefined && { version: episode.version }),
    },
    used: [...seasons, episode],
  }
}

// Broadcasts of one long season are stamped with the day: E191.190121, 221206 Title ep08.
const stamps = /^\s*[12]\d[01]\d[0-3]\d\s|e\d{1,4}[.][12]\d[01]\d[0-3]\d[.]/i

interface Lone {
  readonly text: string
  readonly dates: readonly Numbering[]
  readonly bare: readonly Numbering[]
}

function chooseLone(readings: readonly Numbering[], { text, dates, bare }: Lone): KeptNumbering | undefined {
  const found = best(readings)
  if (found === undefined || found.weight < 18) return undefined
  const stamped = found.kind === 'episode' && stamps.test(text)
  const kept: Numbering = stamped ? { ...found, seasons: [1] } : found
  const date =
    kept.kind === 'absolute' || kept.airDate !== undefined
      ? undefined
      : best(dates.filter((other) => other.enclosed === true || kept.kind === 'code'))
  const again = bare.find(
    (other) =>
      kept.kind === 'absolute' &&
      other.start > kept.start &&
      other.start - kept.end < 4 &&
      other.absolute.length === kept.absolute.length &&
      kept.absolute.length > 1,
  )
  return {
    numbering: {
      ...kept,
      ...(date?.airDate !== undefined && { airDate: date.airDate }),
      ...(again && { episodes: kept.absolute, absolute: again.absolute }),
    },
    used: [found, ...(date ? [date] : []), ...(again ? [again] : [])],
  }
}

/** `Part 2` numbers the episodes of a short series when nothing else does. */
function readPart(text: string): KeptNumbering | undefined {
  const found = [...text.matchAll(PART)][0]
  if (found === undefined) return undefined
  const part = numbering({
    kind: 'part',
    start: found.index,
    end: found.index + found[0].length,
    weight: 15,
    seasons: [1],
    episodes: [Number(found[1])],
  })
  return { numbering: part, used: [part] }
}

function best(readings: readonly Numbering[]): Numbering | undefined {
  return readings.reduce<Numbering | undefined>((kept, next) => (kept === undefined || next.weight > kept.weight ? next : kept), undefined)
}

function overlapsAny(reading: Numbering, others: readonly Numbering[]): boolean {
  return others.some((other) => reading.start < other.end && other.start < reading.end)
}
