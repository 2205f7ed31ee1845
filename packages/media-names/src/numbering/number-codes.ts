import type { BareContext } from './bare-numbers.ts'
import { numbering } from './numbering.ts'
import type { Numbering } from './numbering.ts'

const RESOLUTIONS = new Set([480, 540, 576, 720, 1080, 1440, 2160, 264, 265])
const LEADING_PAIR = /[[(]?(\d{1,2})([-.])(\d{2})(?=[\])]?(?:[.]?\s|$|[.]\p{L}))/uy
const DASHED_PAIR = /\s[-–]\s(\d{1,2})([.]|-(?=0))(\d{2})(?=\s[-–]\s|$)/gu
const BRACKETED_PAIR = /(?<=[[(])(\d{1,2})([.])(\d{2})(?=[\])])/gu
const TRAILING_PAIR = /[\s._-](\d{2}(?=[-_])|\d{1,2}(?=[.]))([-_.])(\d{2})(?=$|[.]\p{L}(?:$|[.]))/gu

/** Reads season and episode written as one number or a bare pair: `103`, `0307`, `4-13 Title`, `Title 03-20`. */
export function readNumberCodes(context: BareContext): Numbering[] {
  return [...readPairs(context), ...readHundreds(context)]
}

function readPairs({ text, start }: BareContext): Numbering[] {
  const all: Numbering[] = []
  const add = (found: RegExpExecArray, weight: number) => {
    const from = found.index
    all.push(
      numbering({
        kind: 'season and episode',
        start: from,
        end: from + found[0].length,
        weight,
        seasons: [Number(found[1])],
        episodes: [Number(found[3])],
      }),
    )
  }
  LEADING_PAIR.lastIndex = start
  const leading = LEADING_PAIR.exec(text)
  if (leading !== null && !follows(leading)) add(leading, 57)
  for (const found of text.matchAll(DASHED_PAIR)) add(found, 63)
  for (const found of text.matchAll(BRACKETED_PAIR)) add(found, 56)
  for (const found of text.matchAll(TRAILING_PAIR)) if (!follows(found)) add(found, 45)
  return all
}

/** 26-27 are two episodes in a row. */
function follows(found: RegExpExecArray): boolean {
  return Number(found[3]) === Number(found[1]) + 1
}

function readHundreds(context: BareContext): Numbering[] {
  const { text, tokens, tags } = context
  const all: Numbering[] = []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    const digits = token === undefined ? undefined : /^(?:\p{L}{1,10})?(\d{3,4})$/u.exec(token.text)?.[1]
    if (token === undefined || digits === undefined || text[token.start] === '¤') continue
    const number = Number(digits)
    const agrees = context.season !== undefined && context.season === Math.floor(number / 100) ? 30 : 0
    // In front, or written onto letters, it counts only where the folder says the same.
    if (agrees === 0 && (index === 0 || token.start <= context.start || digits !== token.text)) continue
    const [season, episode] = [Math.floor(number / 100), number % 100]
    const year = number >= 1900 && number < 2100
    if (year || season === 0 || season > 40 || episode > 60 || (digits.length === 3 && digits.startsWith('0'))) continue
    if (RESOLUTIONS.has(number) || tags.some((tag) => tag.start <= token.start && token.end <= tag.end && tag.trust !== 'faint')) continue
    const next = tokens[index + 1]
    const confirmed = next !== undefined && /^\s?\($/.test(next.gap) && Number(next.text) === episode
    const enclosed = token.bracket > 0
    if (enclosed && next?.bracket === token.bracket) continue
    const last = next !== undefined && next.gap === '-' && index + 2 === tokens.length
    const stopped = next === undefined || last || tags.some((tag) => tag.start === next.start) || /^\d{3,4}$/.test(next.text)
    const dashed = /\s[-–]\s*$/.test(token.gap)
    if (context.season !== undefined && context.season !== season) continue
    const weight = confirmed ? 65 : agrees + (stopped ? 46 : 34) - (context.anime ? 20 : 0) - (dashed ? 14 : 0) - (enclosed ? 6 : 0)
    const pair = next !== undefined && !enclosed && (next.gap === token.gap || /^[-+]$/.test(next.gap)) && Number(next.text) === number + 1
    const episodes = pair ? [episode, episode + 1] : [episode]
    const end = (pair || confirmed ? next.end : token.end) + (enclosed || confirmed ? 1 : 0)
    all.push(numbering({ kind: 'code', start: token.start, end: Math.min(end, text.length), weight, seasons: [season], episodes }))
    if (pair) index += 1
  }
  return all
}
