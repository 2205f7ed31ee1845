import { readEpisodeRun } from './episode-run.ts'
import type { EpisodeRun } from './episode-run.ts'
import { endOfHalf } from './half-episode.ts'
import { numbering } from './numbering.ts'
import type { Numbering } from './numbering.ts'

const BEFORE = '(?<![\\p{L}\\d])'
// S01E02, s03-e01, S06xE01, S01 EP #1, T02E22, S01x02. The letter O is a common slip for the zero.
const LETTERED = new RegExp(
  `(?<![\\p{L}\\d]|['’])[st]([\\do]\\d{0,3})(?:[\\s._-]{0,3}|\\s?-\\s|x)(?:e|ep|x|xe|episode)[\\s._#(-]{0,2}(o?\\d{1,5})(?![\\d])`,
  'giu',
)
const LETTERED_GLUED = /(?<=[a-zé])s(\d{2})e(\d{2,3})(?![\d\p{L}])/giu
// 1x02, [8x18], 02x03. Both numbers big would be a picture, and 5.1x2 counts audio tracks.
const CROSSED = /(?<![\p{L}\d])(?!(?<=(?<!\d)\d[.,])[0-2]x\d(?!\d))(\d{1,4})x(\d{1,4})(?![\dp×])(?!x\d{3})/giu
// 01E06 without the S, and [S2-07] whose widths differ; [S01-07] is seven seasons.
const UNLETTERED = /(?<![\p{L}\d])(\d{2})e(\d{2,3})(?![\d\p{L}])/giu
const BRACKETED = /[[(]s(\d)-(\d{2,3})(?=[\])])/giu
const CROSSED_GLUED = /(?<=\p{L}{3})(\d{1,2})x(\d{2,3})(?![\d\p{L}])/giu
// S01.07, s02.09, and S0615 written without anything between.
const DOTTED = new RegExp(`${BEFORE}s(\\d{1,2})[.](\\d{2,3})(?=[.\\s_]|$)(?![.]\\d{2}[.])`, 'giu')
const PLAIN = new RegExp(`${BEFORE}s(\\d{2})(\\d{2})(?=[.\\s_]|$)`, 'giu')
const ALL = new RegExp(`${BEFORE}(\\d{1,2})xall(?![\\p{L}\\d])`, 'giu')

/** Reads numbers that say season and episode at once: `S01E02`, `1x02`, and their runs. */
export function readSeasonAndEpisode(text: string): Numbering[] {
  return [
    ...collect(text, LETTERED, 100),
    ...collect(text, LETTERED_GLUED, 88),
    ...collect(text, CROSSED, 95).filter(isNoPicture),
    ...collect(text, CROSSED_GLUED, 80),
    ...collect(text, UNLETTERED, 85),
    ...collect(text, BRACKETED, 79),
    ...collect(text, DOTTED, 82),
    ...collect(text, PLAIN, 78).filter((found) => (found.seasons[0] ?? 0) < 19),
    ...[...text.matchAll(ALL)].map((found) =>
      numbering({
        kind: 'season',
        start: found.index,
        end: found.index + found[0].length,
        weight: 80,
        seasons: [Number(found[1])],
        pack: true,
      }),
    ),
  ]
}

function collect(text: string, pattern: RegExp, weight: number): Numbering[] {
  const all: Numbering[] = []
  let readTo = 0
  for (const found of text.matchAll(pattern)) {
    if (found.index < readTo) continue
    const season = Number((found[1] ?? '').replace(/o/i, '0'))
    const after = found.index + found[0].length
    // EP #1.2 repeats the season before the dot.
    const repeated = found[0].includes('#') ? /^[.](\d{1,2})(?!\d)/.exec(text.slice(after, after + 4)) : null
    const run =
      repeated === null ? runFrom(text, after, found[2] ?? '') : { episodes: [Number(repeated[1])], end: after + repeated[0].length }
    const version = /^v(\d)(?![\d\p{L}])/iu.exec(text.slice(run.end, run.end + 3))
    // S01E23a: the first story of an episode that tells several.
    const letter = /^[a-d](?![\d\p{L}'’])/iu.exec(text.slice(run.end, run.end + 2))
    readTo = run.end + (version?.[0].length ?? letter?.[0].length ?? 0)
    const total = /^\s?(of|из)\s?(\d{1,3})(?!\d)/i.exec(text.slice(run.end, run.end + 8))
    readTo += total?.[0].length ?? 0
    if (total?.[1] === 'of' && run.episodes.length > 1 && run.episodes[0] === 1 && Number(total[2]) === run.episodes.at(-1)) {
      // S1E1-8 of 8 is the whole season.
      all.push(numbering({ kind: 'season', start: found.index, end: readTo, weight, seasons: [season], pack: true }))
      continue
    }
    all.push(
      numbering({
        kind: 'season and episode',
        start: found.index,
        end: readTo,
        weight,
        seasons: [season],
        episodes: run.episodes,
        ...(version && { version: Number(version[1]) }),
      }),
    )
  }
  return all
}

function runFrom(text: string, after: number, digits: string): EpisodeRun {
  const first = Number(digits.replace(/o/i, ''))
  const half = endOfHalf(text, after)
  return half === undefined ? readEpisodeRun(text, after, first) : { episodes: [first + 0.5], end: half }
}

/** 1920x1080 is a picture; 2009x02 is an episode of a series counted by years. */
function isNoPicture(found: Numbering): boolean {
  const season = found.seasons[0] ?? 0
  const episode = found.episodes[0] ?? 0
  return season < 100 || (season >= 1900 && season < 2100 && episode < 400)
}
