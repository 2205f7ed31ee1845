import { meaningOf } from './words/vocabulary.ts'
import { titleText } from './title-text.ts'

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const OTHER = /[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Greek}\p{Script=Devanagari}]/u
const LATIN = /[A-Za-z]{2}/
const MOST = 6

/** The reading of a title to show, and the others worth trying. */
export interface TitleReadings {
  readonly title: string
  readonly titleAlts: readonly string[]
}

/**
 * Readings of a title, the best first. Where a name gives the title in two scripts the Latin one leads, because providers find it;
 * where it gives several titles (AKA, a slash) the whole leads and each is an alternative; brackets and subtitles are tried without.
 */
export function titleReadings(stretch: string, trimmed?: string): TitleReadings {
  const whole = titleText(stretch)
  const latin = latinOf(stretch)
  const title = latin ?? whole
  const alts: string[] = []
  const add = (text: string | undefined) => {
    // Most names have one title, which is clean already.
    if (text === title && !text.includes('(')) return
    const open = (text?.split('(').length ?? 0) > (text?.split(')').length ?? 0)
    const clean = text === undefined ? '' : titleText(open ? text.slice(0, text.lastIndexOf('(')) : text)
    if (/[\p{L}\d]/u.test(clean) && clean !== title && !alts.includes(clean)) alts.push(clean)
  }
  if (latin !== undefined) add(whole)
  if (trimmed !== undefined) add(`${title} ${trimmed}`)
  for (const side of title.split(/\s+\/\s+|\s\|\s|[\s(]+a\.?k\.?a\.?[\s:]+/i)) add(side)
  for (const side of whole.split(/\s+\/\s+|\s\|\s|[\s(]+a\.?k\.?a\.?[\s:]+/i)) add(side.includes('(') ? side : side.replace(/\)$/, ''))
  const bracketed = /^(.*\S)\s*[([<]([^)\]>]+)[)\]>]\s*(.*)$/.exec(title)
  if (bracketed !== null) {
    add(`${bracketed[1] ?? ''} ${bracketed[3] ?? ''}`)
    if ((bracketed[2]?.length ?? 0) > 3) add(bracketed[2])
  }
  add(title.replace(/\bPPV\s/g, ''))
  add(/^(.*\S)\s(?:collection|trilogy|quadrilogy|anthology|saga|ova|oad|ona|specials?|nc(?:op|ed))(?:\s.*)?$/i.exec(title)?.[1])
  // A bare underscore between spaces was a bar before the file system refused it.
  add(/^(.*\S)\s_\s/.exec(stretch)?.[1])
  add(/^[a-z]{2,8}-([a-z\d']+(?:\.[a-z\d']+)+)\.?$/.exec(stretch)?.[1])
  const language = /^(.*\S\s\S+)\s(\p{L}+)$/u.exec(title)
  if (meaningOf(language?.[2]?.toLowerCase() ?? '')?.field === 'language') add(language?.[1])
  // A name all in small letters tells no country from a word, so that both readings are kept.
  const region = title === title.toLowerCase() ? /^(.*\S)\s\(?(?:us|uk|au|nz)\)?$/ : /^(.*\S)\s\(?(?:US|UK|AU|NZ|CA)\)?$/
  const withoutRegion = region.exec(title)
  add(withoutRegion?.[1])
  const subtitle = /^(.*?\S)\s+[-–]\s+(\S.*)$/.exec(title)
  if (subtitle !== null && /\p{L}/u.test(subtitle[1] ?? '')) add(subtitle[1])
  // 01. Title: numbered by whoever shelved it.
  add(/^\d{1,2}(?:\.| -)\s+(\S.*)$/.exec(title)?.[1])
  return { title, titleAlts: alts.slice(0, MOST) }
}

/** The Latin part of a title that stands in two scripts; undefined where it stands in one. */
function latinOf(stretch: string): string | undefined {
  if (!isForeign(stretch) || !LATIN.test(stretch)) return undefined
  // Names behind the titles, (Director / Режиссёр), are no titles.
  const titles = stretch.replace(/^([^([]*\s\/\s[^([]*)\(.*$/s, '$1')
  const sides = titles.split(/\s+\/\s+|\s\|\s|\/|\s?_\s|·/).filter((side) => !isForeign(side) && LATIN.test(side))
  if (sides.length > 0) return titleText(sides.map(titleText).join(' / '))
  const enclosed = /\(([^()]*[A-Za-z]{2}[^()]*)\)/.exec(stretch)?.[1]
  if (enclosed !== undefined && !isForeign(enclosed) && OTHER.test(stretch.replace(enclosed, ''))) return enclosed
  const plain = stretch.replace(/[[【][^\]】]*[\]】]/g, '')
  const behind =
    /[^\p{Script=Latin}\p{N}]*[\s.！？」』]([A-Za-z][^\p{Script=Han}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hangul}]*)$/u.exec(plain)
  if (behind?.[1] !== undefined && isForeign(plain.slice(0, behind.index + 1)) && !LATIN.test(plain.slice(0, behind.index)))
    return titleText(behind[1])
  const before = /^\s*([A-Za-z][A-Za-z\d\s'!?:.-]*[A-Za-z\d!?])\s+[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\s]+$/u.exec(plain)
  return before?.[1]
}

function isForeign(text: string): boolean {
  return HAN.test(text) || OTHER.test(text)
}
