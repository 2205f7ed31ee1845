import { SEASON_WORDS } from './numbering/season-words.ts'

const WORDED = new RegExp(`(?<![\\p{L}\\d])(?:${SEASON_WORDS}|series|book|год)[\\s._#-]{0,3}(\\d{1,4})(?![\\d\\p{L}])`, 'iu')
const NUMBER_FIRST =
  /^(\d{1,4})(?:st|nd|rd|th|[.ºª°])?[\s._-]?(?:season|saison|staffel|temporada|stagione|seizoen|sezon|сезон|évad|kausi|säsong)/iu
/** A release of a whole season: Title.S04.1080p-GRP. */
const RELEASE = /[\s._[(]s(\d{1,2})(?=[\s._\])]|$)/i
const LETTERED = /^s(\d{1,4})(?=$|\s*[-–:])/i
const SPECIALS =
  /^(?:specials?|extras? specials|ova|ovas|oad|spéciaux|hors[- ]série|especiales|speciali|sonderfolgen|extra'?s special|специальные выпуски)$/i
const NUMBER = /^(\d{1,4})$/

/** The season a folder's name says it holds; 0 for specials, undefined when it is no season's folder. Plain numbers count below a series. */
export function seasonOfFolder(name: string, insideSeries = false): number | undefined {
  const text = name.trim()
  if (SPECIALS.test(text)) return 0
  const number = insideSeries ? NUMBER.exec(text) : null
  const found = number ?? LETTERED.exec(text) ?? NUMBER_FIRST.exec(text) ?? WORDED.exec(text) ?? RELEASE.exec(text)
  return found === null ? undefined : Number(found[1])
}

/** Whether a folder is only a season and names no series: `Season 1`, not `The Wire Season 1`; `1` only below a series. */
export function isPlainSeasonFolder(name: string, insideSeries = false): boolean {
  const text = name.trim()
  if (SPECIALS.test(text) || LETTERED.test(text) || NUMBER_FIRST.test(text) || (insideSeries && NUMBER.test(text))) return true
  return WORDED.exec(text)?.index === 0
}
