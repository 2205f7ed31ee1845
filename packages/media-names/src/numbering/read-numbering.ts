import { readBareNumbers } from './bare-numbers.ts'
import type { BareContext } from './bare-numbers.ts'
import { chooseBoth, chooseDated, chooseLone, chooseSeason } from './choose-numbering.ts'
import type { KeptNumbering } from './choose-numbering.ts'
import { readDates } from './dates.ts'
import { readEpisodes } from './episode-words.ts'
import { readNumberCodes } from './number-codes.ts'
import { numbering } from './numbering.ts'
import type { Numbering } from './numbering.ts'
import { readSeasonAndEpisode } from './season-and-episode.ts'
import { readSeasons } from './season-words.ts'

/** 1950.10.14 or 2020 02 31 is shaped as a date, and whether or not one can be, its parts are no episodes. */
const IMPOSSIBLE_DATE = /(?<!\d)(?:19|20|2[1-9])\d\d([.\-_ ])[0-3]\d\1[0-3]\d(?!\d)/g
const PART = /(?<![\p{L}\d(])(?:part|pt|chapter)[\s._-]?(\d{1,2})(?![\p{L}\d])/giu

/** Collects every reading of the numbers in a name and keeps the best that fit together. */
export function readNumbering(context: BareContext): KeptNumbering | undefined {
  const { text } = context
  const both = readSeasonAndEpisode(text)
  const seasons = readSeasons(text).filter((season) => !overlapsAny(season, both))
  const dates = readDates(text)
  const words = readEpisodes(text).filter((episode) => !overlapsAny(episode, [...both, ...seasons]))
  const worded = words.filter((word) => word.kind === 'season and episode')
  const episodes = words.filter((word) => word.kind === 'episode')
  const left = { ...context, text: without(text.replace(IMPOSSIBLE_DATE, blanked), [...both, ...seasons, ...words]) }
  const bare = readBareNumbers(left).filter(
    (number) => !overlapsAny(number, [...both, ...seasons, ...words, ...dates.filter((date) => date.weight > 50)]),
  )
  const codes = readNumberCodes(left).filter((code) => !overlapsAny(code, [...both, ...seasons, ...words, ...dates]))
  // A number before a date is season and episode: Show 101 - 2002-11-07.
  const dated = codes.filter((code) => code.weight >= 60 || dates.some((date) => date.weight >= 60 && code.end < date.start))
  return (
    chooseDated(dates, [...both, ...worded, ...dated], episodes) ??
    chooseBoth([...both, ...worded, ...dated], { start: context.start, text, seasons, bare, dates }) ??
    chooseSeason(seasons, episodes, bare) ??
    chooseLone([...episodes, ...bare, ...codes, ...dates], { text, dates, bare }) ??
    readPart(text)
  )
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

function blanked(found: string): string {
  return '¤'.repeat(found.length)
}

/** The text with what has been read made unreadable. */
function without(text: string, read: readonly Numbering[]): string {
  return read.reduce((rest, { start, end }) => rest.slice(0, start) + blanked(rest.slice(start, end)) + rest.slice(end), text)
}

function overlapsAny(reading: Numbering, others: readonly Numbering[]): boolean {
  return others.some((other) => reading.start < other.end && other.start < reading.end)
}
