import { numbering, span } from './numbering.ts'
import type { Numbering } from './numbering.ts'

/** The word for a season in the languages that names are written in; `s` and `t` alone are read apart. */
export const SEASON_WORDS =
  'seasons?|saisons?|temporadas?|temp|tem|stagion[ei]|staffeln?|seizoen(?:en)?|sezon(?:[au]|ul)?|sezóna|시즌|シーズン|sæson|säsong|seasong|sesong|tuotantokausi|kausi|hooaeg|sezonas|σεζόν|κύκλος|עונה|الموسم|mùa|ซีซั่น|ซีซัน|évad|sorozat|serie|se(?=[. ]\\d)|сезони?|сезоны?|сезона|saeson'
/** Series is a season to the British, and the word all names are full of: it counts before an episode only. */
const SERIES = /(?<![\p{L}\d])series[\s._](\d{1,2})(?=[\s._,-]{1,3}(?:episode|ep|e)[\s._]?\d)/giu
const WORDED = new RegExp(`(?<![\\p{L}\\d])(?:${SEASON_WORDS})(?:[\\s._:]{0,3}|-)[#]?s?(\\d{1,4})(?![\\d\\p{L}])`, 'giu')
const ORDINAL = new RegExp(
  `(?<![\\p{L}\\d])(?<!\\d[.])(\\d{1,2})\\s?(?:st|nd|rd|th|[ºª°]|[aªº]?[.]|ª|a[.]?|-?[йяа]|-?я)?[\\s._-]{0,2}(?:season|temporada|stagione|staffel|saison|sezon|сезон|évad)(?![\\p{L}\\d])`,
  'giu',
)
/** The weight of a season counted with a mark: 2nd Season, 2. Staffel. */
const MARKED_ORDINAL = 77
/** 1 sezon 5 odcinek: what follows the number says that it counts an episode. */
const EPISODE_BEHIND = /^[.]?[\s._]{0,2}(?:seri|сер|epi|эпиз|odc|rész|resz|bölüm|bolum|avsnitt|jakso|folge|episod)/iu
const COUNTED: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
}
const NAMED = new RegExp(`(?<![\\p{L}\\d])(${Object.keys(COUNTED).join('|')})[\\s._-]season(?![\\p{L}\\d])`, 'giu')
const HAN = '一二三四五六七八九十'
const HAN_SEASON = /第\s?([一二三四五六七八九十]|\d{1,2})\s?[季期部]/gu
const LETTERED = /(?<![\p{L}\d'’&])s(\d{1,4})(?![\d\p{L}]|[-\s._]?e\d)/giu
const DISC = /(?<![\p{L}\d])s(\d{1,2})d(\d{1,2})(?![\d\p{L}])/giu
const EXTRAS = /(?<![\p{L}\d])s(\d{1,2})(?:extras?|specials?|bonus)(?![\p{L}\d])/giu

/** Reads seasons without an episode: `Season 1-8`, `S01-S07`, `3rd Season`, `Temporada 4`, `第二季`. */
export function readSeasons(text: string): Numbering[] {
  const all: Numbering[] = []
  for (const found of text.matchAll(WORDED)) {
    // A bare `Season 3` is the name of a folder and says nothing of a file.
    if (found[0].length === text.trim().length) continue
    const end = found.index + found[0].length
    // 2.sezon_8.serii: the number belongs to the word behind it.
    if (
      EPISODE_BEHIND.test(text.slice(end, end + 16).replace(/^\s?-\s?\d{1,3}/, '')) &&
      /\d[.\sªº°]{0,2}$/.test(text.slice(0, found.index))
    )
      continue
    // Season 4.16: the episode stands behind a dot. A third number makes it a list of seasons.
    const episode = /^[.](\d{2})(?=[.\s_]|$)(?![.]\d)/.exec(text.slice(end, end + 6))
    const seasons = [Number(found[1])]
    if (episode !== null && !/[.]\d{1,2}[.]\d/.test(text.slice(end, end + 6))) {
      all.push(
        numbering({ kind: 'season and episode', start: found.index, end: end + 3, weight: 84, seasons, episodes: [Number(episode[1])] }),
      )
      continue
    }
    const list = readSeasonList(text, end, seasons, /s(?=[\s._:-]*s?\d+$)/i.test(found[0]) && !/^s/i.test(found[0].slice(-3)))
    all.push(numbering({ kind: 'season', start: found.index, end: list.end, weight: 76, seasons: list.seasons, pack: true }))
  }
  for (const found of text.matchAll(ORDINAL)) {
    // Without a mark the number may end the title: Title 3 Season 2.
    const marked = !/^\d+[\s._-]*\p{L}{4}/u.test(found[0])
    const rest = text.slice(found.index + found[0].length, found.index + found[0].length + 20)
    const counted =
      /^[\s:]{0,2}\d{1,2}(?!\d)/.test(rest) && !EPISODE_BEHIND.test(rest.replace(/^[\s:.]{0,2}\d{1,3}(?:\s?-\s?\d{1,3})?/, ''))
    if (marked || !counted) all.push(single(found, Number(found[1]), marked ? MARKED_ORDINAL : 75))
  }
  for (const found of text.matchAll(SERIES)) all.push(single(found, Number(found[1]), 74))
  for (const found of text.matchAll(NAMED)) all.push(single(found, COUNTED[(found[1] ?? '').toLowerCase()] ?? 1, 74))
  for (const found of text.matchAll(HAN_SEASON)) {
    const numeral = found[1] ?? ''
    all.push(single(found, HAN.includes(numeral) ? HAN.indexOf(numeral) + 1 : Number(numeral), 60))
  }
  for (const found of text.matchAll(LETTERED)) {
    const list = readSeasonList(text, found.index + found[0].length, [Number(found[1])], false)
    if ((list.seasons[0] ?? 0) > 60 && (list.seasons[0] ?? 0) < 1900) continue
    all.push(numbering({ kind: 'season', start: found.index, end: list.end, weight: 72, seasons: list.seasons, pack: true }))
  }
  for (const found of text.matchAll(DISC)) all.push(single(found, Number(found[1]), 73))
  for (const found of text.matchAll(EXTRAS)) all.push(single(found, Number(found[1]), 73))
  // In 2nd Season 01 the number behind is no season.
  const ordinals = all.filter((reading) => reading.weight === MARKED_ORDINAL)
  return all.filter((reading) => !ordinals.some((other) => other !== reading && reading.start < other.end && other.start < reading.end))
}

const JOINT = /\s{0,2}(-{1,2}|–|~|to|bis|until|through|a|à|&|\+|,|and|и|\/|;)\s{0,2}(?:seasons?\s?)?(s?)(\d{1,4})(?![\d\p{L}]|[.:]\d)/iuy
const NEXT = /[\s.](\d{1,2})(?![\d\p{L}]|[.]\d{3})/iuy

function readSeasonList(text: string, at: number, first: number[], plural: boolean): { seasons: number[]; end: number } {
  let seasons = first
  let end = at
  for (let count = 0; count < 60; count++) {
    JOINT.lastIndex = end
    const found = JOINT.exec(text)
    if (found === null) break
    const joint = (found[1] ?? '').toLowerCase()
    const number = Number(found[3])
    const last = seasons.at(-1) ?? 0
    const range = /^(?:-{1,2}|–|~|to|bis|until|through|a|à)$/.test(joint)
    if (number <= last || number > 60) break
    // A number behind a spaced dash is mostly the episode: Show S2 - 07.
    const spaced = /^\s+[-–~]\s+\d/.test(found[0])
    if (spaced && !(plural || (last === 1 && (!found[3]?.startsWith('0') || saysComplete(text, JOINT.lastIndex))))) break
    if (joint === '/' && found[2] === '') break
    seasons = range ? [...seasons, ...span(last, number).slice(1)] : [...seasons, number]
    end = JOINT.lastIndex
  }
  if (seasons.length > 1) return { seasons, end }
  return readSpacedList(text, at, first)
}

/** `Season 1 2 3 4`: only three numbers or more that grow make a list. */
function readSpacedList(text: string, at: number, first: number[]): { seasons: number[]; end: number } {
  const seasons = [...first]
  let end = at
  for (;;) {
    NEXT.lastIndex = end
    const found = NEXT.exec(text)
    const number = Number(found?.[1])
    if (found === null || number <= (seasons.at(-1) ?? 0) || number > 30 || found[1]?.startsWith('0')) break
    seasons.push(number)
    end = NEXT.lastIndex
  }
  return seasons.length > 2 ? { seasons, end } : { seasons: first, end: at }
}

function saysComplete(text: string, at: number): boolean {
  return /^[\s._-]*(?:complete|full|pack|season|dvd|complet)/i.test(text.slice(at, at + 16))
}

function single(found: RegExpExecArray, season: number, weight: number): Numbering {
  return numbering({ kind: 'season', start: found.index, end: found.index + found[0].length, weight, seasons: [season], pack: true })
}
