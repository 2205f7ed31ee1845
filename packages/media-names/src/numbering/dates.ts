import { numbering } from './numbering.ts'
import type { Numbering } from './numbering.ts'

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const YEAR_FIRST = /(?<![\p{L}\d])((?:19|20)\d\d)([-._ x/])(\d{1,2})([-._ /])(\d{1,2})(?![\d\p{L}])/giu
const YEAR_LAST = /(?<![\p{L}\d])(\d{1,2})([-._ /])(\d{1,2})\2((?:19|20)\d\d)(?![\d\p{L}])/giu
const COMPACT = /(?<![\p{L}\d])((?:19|20)\d\d)(\d\d)(\d\d)(?![\d\p{L}])/giu
const SHORT = /(?<![\p{L}\d])(\d\d)([-._ ])(\d\d)\2(\d\d)(?![\d\p{L}])/giu
const WORDED =
  /(?<![\p{L}\d])(\d{1,2})(?:st|nd|rd|th)?[\s._](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[\s._,]{1,2}((?:19|20)\d\d)(?![\d\p{L}])/giu
const MONTH_FIRST =
  /(?<![\p{L}\d])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[\s._](\d{1,2})(?:(?:st|nd|rd|th),?|,)[\s._]((?:19|20)\d\d)(?![\d\p{L}])/giu
const EARLIEST = 1960
/** Nothing is aired years ahead: a date further on is something else. */
const LATEST = new Date().getUTCFullYear() + 2

/** Reads dates: `2024-05-01`, `01.05.2024`, `20240501`, `4th May 2024`; of two readings of day and month the one that exists, else day first. */
export function readDates(text: string): Numbering[] {
  const all: Numbering[] = []
  const add = (found: RegExpExecArray, weight: number, airDate: string | undefined) => {
    if (airDate === undefined) return
    if (all.some((other) => other.start <= found.index && found.index < other.end)) return
    const enclosed = /[([]\s*$/.test(text.slice(Math.max(0, found.index - 3), found.index))
    all.push(
      numbering({ kind: 'date', start: found.index, end: found.index + found[0].length, weight, airDate, ...(enclosed && { enclosed }) }),
    )
  }
  for (const found of text.matchAll(YEAR_FIRST)) {
    const sameJoint = found[2] === found[4]
    if (!sameJoint && found[2] !== 'x') continue
    if (found[2] === ' ' && ((found[3] ?? '').length < 2 || (found[5] ?? '').length < 2)) continue
    add(found, 62, dateOf(Number(found[1]), Number(found[3]), Number(found[5])))
  }
  for (const found of text.matchAll(WORDED)) {
    add(found, 62, dateOf(Number(found[3]), MONTHS.indexOf((found[2] ?? '').toLowerCase()) + 1, Number(found[1])))
  }
  for (const found of text.matchAll(MONTH_FIRST)) {
    add(found, 62, dateOf(Number(found[3]), MONTHS.indexOf((found[1] ?? '').toLowerCase()) + 1, Number(found[2])))
  }
  for (const found of text.matchAll(YEAR_LAST)) {
    const [first, second, year] = [Number(found[1]), Number(found[3]), Number(found[4])]
    add(found, 61, dateOf(year, second, first) ?? dateOf(year, first, second))
  }
  for (const found of text.matchAll(COMPACT)) add(found, 60, dateOf(Number(found[1]), Number(found[2]), Number(found[3])))
  for (const found of text.matchAll(SHORT)) {
    const ends = text.slice(found.index + found[0].length).trim() === ''
    add(found, ends ? 58 : 40, readShort([Number(found[1]), Number(found[3]), Number(found[4])], { monthFirst: found[2] === '-', ends }))
  }
  return all
}

/** Two-digit years stand last in old names and at a name's end, first in those of sites that date before the title. Dashes are American, month first; dots European. */
function readShort(
  [first = 0, second = 0, third = 0]: readonly number[],
  { monthFirst, ends }: { monthFirst: boolean; ends: boolean },
): string | undefined {
  const century = (year: number) => (year < 60 ? 2000 + year : 1900 + year)
  const year = century(third)
  const last = monthFirst
    ? (dateOf(year, first, second) ?? dateOf(year, second, first))
    : (dateOf(year, second, first) ?? dateOf(year, first, second))
  return first > 12 && first <= LATEST % 100 && !ends ? (dateOf(century(first), second, third) ?? last) : last
}

function dateOf(year: number, month: number, day: number): string | undefined {
  if (year < EARLIEST || year > LATEST || month < 1 || month > 12 || day < 1) return undefined
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
