import { readEpisodeRun } from './episode-run.ts'
import { endOfHalf } from './half-episode.ts'
import { numbering, span } from './numbering.ts'
import type { Numbering } from './numbering.ts'

const WORDS =
  'episodes?|episodios?|épisodes?|episódios?|eps?|capitulos?|capítulos?|cap|caap|folgen?|afl|aflevering|avsnitt|odc|odcinek|odcinki|tập|серии|серия|серії|серія|эпизод|эпизоды|jakso|rész|bölüm'
const WORDED = new RegExp(`(?<![\\p{L}\\d])(?:${WORDS})[\\s._:#-]{0,3}(\\d{1,5})(?![\\d])(?!\\p{L}{2})`, 'giu')
const LETTERED = /(?<![\p{L}\d'’])e(\d{1,5})(?![\d])(?!\p{L}{2})/giu
const SUFFIXED =
  /(?<![\p{L}\d])(?<!\d[.])(\d{1,4})(?:\s?-\s?(\d{1,4}))?(?:(?:-?\s?|[.]\s?)(?:bölüm|rész|resz|jakso|avsnitt|bolum|blm|серия|серии|серій|сер|serya|seriya|seria|serii|serie|серія|epizod|odcinek)(?![\p{L}\d])|\s?(?:話|话|集|回))/giu
const HAN = /第\s?(\d{1,4})(?:\s?[-~]\s?(\d{1,4}))?\s?(?:話|话|集|回)/gu
const OF_TOTAL = /(?<![\p{L}\d])(\d{1,3})[\s._]?(?:of|iz|из)[\s._]?(\d{1,3})(?![\p{L}\d])/giu
// Spanish releases write the season into the number: Cap.408 is season 4, episode 8.
const SPANISH = /(?<![\p{L}\d])c(?:a{1,2}p)[.\s_]{1,2}(\d{1,2})(\d{2})(?:[_-](\d{1,2})(\d{2}))?(?:[\s._]?final)?(?![\d])/giu
const COUNT_FIRST = /(?<![\p{L}\d])(\d{1,3})\s?to\s?(\d{1,3})ep(?![\p{L}\d])/giu

/** Reads episodes without a season: `E05`, `Episode 5-8`, `Cap.408`, `5of6`, `第08話`, `(05 сер.)`. */
export function readEpisodes(text: string): Numbering[] {
  const all: Numbering[] = []
  for (const found of text.matchAll(SPANISH)) all.push(spanish(found))
  for (const found of text.matchAll(WORDED)) {
    const end = found.index + found[0].length
    const split = /^[.](\d{1,2})(?=[.\s_]|$)(?!\.\d)/.exec(text.slice(end, end + 5))
    const half = (found[1]?.length ?? 0) > 1 && endOfHalf(text, end) !== undefined
    if (split !== null && !half && Number(found[1]) < 60 && !found[1]?.startsWith('0')) {
      const [seasons, episodes] = [[Number(found[1])], [Number(split[1])]]
      all.push(numbering({ kind: 'season and episode', start: found.index, end: end + split[0].length, weight: 77, seasons, episodes }))
    } else {
      all.push(running(text, found, 70))
    }
  }
  for (const found of text.matchAll(LETTERED)) all.push(running(text, found, 66))
  for (const found of text.matchAll(SUFFIXED)) {
    const end = found.index + found[0].length
    const total = /^\s?(?:из|of)\s?\d{1,4}/iu.exec(text.slice(end, end + 10))?.[0].length ?? 0
    const episodes = span(Number(found[1]), Number(found[2] ?? found[1]))
    all.push(numbering({ kind: 'episode', start: found.index, end: end + total, weight: 64, episodes }))
  }
  for (const found of text.matchAll(HAN)) {
    const episodes = span(Number(found[1]), Number(found[2] ?? found[1]))
    all.push(numbering({ kind: 'episode', start: found.index, end: found.index + found[0].length, weight: 67, episodes }))
  }
  for (const found of text.matchAll(COUNT_FIRST)) {
    const episodes = span(Number(found[1]), Number(found[2]))
    all.push(numbering({ kind: 'episode', start: found.index, end: found.index + found[0].length, weight: 71, episodes }))
  }
  for (const found of text.matchAll(OF_TOTAL)) {
    if (Number(found[1]) > Number(found[2])) continue
    all.push(
      numbering({ kind: 'episode', start: found.index, end: found.index + found[0].length, weight: 58, episodes: [Number(found[1])] }),
    )
  }
  return all
}

function running(text: string, found: RegExpExecArray, weight: number): Numbering {
  const end = found.index + found[0].length
  const first = Number(found[1])
  const half = endOfHalf(text, end)
  if (half !== undefined) return numbering({ kind: 'episode', start: found.index, end: half, weight, episodes: [first + 0.5] })
  const loose = weight === 70 || /^[-–~]\d/.test(text.slice(end, end + 2))
  const run = readEpisodeRun(text, end, first, loose ? 'loose' : 'tight')
  const total = /^\s*из\s*(\d{1,4})/iu.exec(text.slice(run.end, run.end + 12))
  // Серии: 5 из 20 says that five are there.
  const episodes = total !== null && run.episodes.length === 1 ? span(1, first) : run.episodes
  const version = /^v(\d)(?![\d\p{L}])/iu.exec(text.slice(run.end, run.end + 3))
  return numbering({
    kind: 'episode',
    start: found.index,
    end: run.end + (total?.[0].length ?? version?.[0].length ?? 0),
    weight,
    episodes,
    ...(version && { version: Number(version[1]) }),
  })
}

function spanish(found: RegExpExecArray): Numbering {
  const season = Number(found[1])
  const last = found[3] !== undefined && Number(found[3]) === season ? Number(found[4]) : Number(found[2])
  const end = found.index + found[0].length
  return numbering({
    kind: 'season and episode',
    start: found.index,
    end,
    weight: 90,
    seasons: [season],
    episodes: span(Number(found[2]), last),
  })
}
