import type { NumberedContext } from './name-context.ts'
import type { Tag } from './read-tags.ts'
import type { FoundYear } from './read-year.ts'

/** Where the title stands, and where the tags behind it begin. */
export interface TitleSpan {
  readonly start: number
  readonly end: number
  /** The first tag that is one beyond doubt; the text's length when there is none. */
  readonly tagsFrom: number
  /** A word taken off the title's end that may belong to it: the 3D of a film called so. */
  readonly trimmed?: string
}

/** Finds the title: from where it can begin to the first thing that says otherwise, be it a year, a number or a tag. */
export function findTitle(context: NumberedContext, year: FoundYear | undefined, kind: 'movie' | 'tvshow'): TitleSpan {
  const { text, kept, prelude } = context
  let { start } = prelude
  let numbersFrom = Infinity
  for (const used of (kept?.used ?? []).toSorted((one, other) => one.start - other.start)) {
    if (/[\p{L}\d]/u.test(text.slice(start, used.start))) {
      numbersFrom = Math.min(numbersFrom, used.start)
    } else if (used.kind === 'absolute' || used.kind === 'part' || kind === 'movie') {
      start = Math.max(start, used.end)
    } else {
      return { start, end: start, tagsFrom: tagZone(context, start, year) }
    }
  }
  if (year !== undefined && !/[\p{L}\d]/u.test(text.slice(start, year.start))) start = year.end
  const tagsFrom = tagZone(context, start, year)
  const yearFrom = year !== undefined && year.start > start ? year.start : Infinity
  const rangeFrom = yearRange(text, start)
  let end = Math.min(numbersFrom, tagsFrom, yearFrom, rangeFrom, bracketStop(text, start, kind === 'tvshow' ? numbersFrom : Infinity))
  end = Math.min(end, text.length)
  const trimmed = trimTags(context, start, end)
  const is3D = /^[\s._]*3d[\s._]*$/i.test(text.slice(trimmed, end))
  return { start, end: outOfBracket(text, start, trimmed), tagsFrom, ...(is3D && { trimmed: '3D' }) }
}

/**
 * The title's other side where numbers stand behind the first: `Titel (S2E1) / Title (S2E1) (2023)`, `中文 第二季 / Title S2 - 10`.
 * Given with its slash; empty where there is none.
 */
export function otherSide({ text, kept }: NumberedContext, span: TitleSpan, year: FoundYear | undefined): string {
  const first = kept?.used.filter((used) => used.start >= span.end).toSorted((one, other) => one.start - other.start)[0]
  if (first === undefined) return ''
  const slash = /^[\s)\]]*\/\s+(?=\p{L})/u.exec(text.slice(first.end))
  if (slash === null) return ''
  const from = first.end + slash[0].length
  const stops = [...(kept?.used ?? []).map((used) => used.start), year?.start ?? Infinity, span.tagsFrom].filter((stop) => stop > from)
  const stretch = text.slice(from, Math.min(text.length, ...stops))
  return stretch.includes(':') && /^\P{L}*\p{L}+:\s*\d/u.test(stretch) ? '' : ` / ${stretch.replace(/[[(][^\])]*$/, '')}`
}

function tagZone({ tags, tokens, text }: NumberedContext, start: number, year: FoundYear | undefined): number {
  for (let index = 0; index < tags.length; index++) {
    const tag = tags[index]
    if (tag === undefined || tag.start < start) continue
    if (!tokens.some((token) => token.start >= start && token.end <= tag.start && !isArticle(token.lower))) continue
    if (isFirm(tags, index, { text, tokens, year })) return tag.start
  }
  return text.length
}

/** Words that a title may well end with before its year: The Good German (2006), Madame Web (2024). */
const NOT_BEFORE_YEARS = new Set(['language', 'network', 'source'])

interface Around {
  readonly text: string
  readonly tokens: NumberedContext['tokens']
  readonly year: FoundYear | undefined
}

/** Whether a word that may be a tag is one: because nothing but tags follow it up to a sure one, to the year, or to the end. */
function isFirm(tags: readonly Tag[], index: number, around: Around, inRun = false): boolean {
  const tag = tags[index]
  if (tag === undefined) return false
  if (tag.trust === 'sure') return true
  const next = around.tokens[tag.to + 1]
  const before = around.tokens[tag.from - 1]
  const bracket = around.tokens[tag.from]?.bracket ?? 0
  if (bracket > 0 && before?.bracket !== bracket && isAllTags(tags, around, bracket)) return true
  if (tag.trust === 'faint' && !inRun && !isShouted(around.text, tag, around)) return false
  if (next === undefined) return tag.trust === 'likely'
  if (around.year !== undefined && next.start >= around.year.start && next.start < around.year.end)
    return inRun || !NOT_BEFORE_YEARS.has(tag.field)
  const following = tags[index + 1]
  if (following === undefined || following.from !== tag.to + 1) return false
  if (following.trust === 'sure') return true
  return isFirm(tags, index + 1, around, true)
}

function isAllTags(tags: readonly Tag[], { tokens }: Around, bracket: number): boolean {
  return tokens.every((token) => token.bracket !== bracket || tags.some((tag) => tag.start <= token.start && token.end <= tag.end))
}

/** A faint word counts before a sure tag where it is written as tags are and the title is not: in capitals. */
function isShouted(text: string, tag: Tag, around: Around): boolean {
  const word = text.slice(tag.start, tag.end)
  const title = text.slice(0, tag.start)
  return /^[A-Z\d]+$|^i[A-Z]+$/.test(word) && /[a-z]/.test(title) && tag.start > 0 && around.tokens.length > 1
}

const TRIMMED = new Set(['edition', 'complete', 'proper', 'repack', 'version'])

/** Takes off tags that stand right before the title's end: Extended (2009), Complete S01. Never the whole title. */
function trimTags({ tags, text, tokens }: NumberedContext, start: number, end: number): number {
  let trimmed = end
  for (const tag of tags.toReversed()) {
    if (tag.start >= trimmed) continue
    if (tag.start <= start || /[\p{L}\d]/u.test(text.slice(tag.end, trimmed))) break
    if (tag.trust !== 'likely' || !(TRIMMED.has(tag.field) || (tag.field === 'format3D' && tag.value === '3d'))) break
    if (!tokens.some((token) => token.start >= start && token.end <= tag.start && !isArticle(token.lower))) break
    trimmed = tag.start
  }
  return trimmed
}

/** A square or curly bracket behind the title ends it, unless a series' numbers are still to come. */
function bracketStop(text: string, start: number, numbersFrom: number): number {
  if (numbersFrom !== Infinity) return Infinity
  const found = /(?<=[\p{L}\d!?！？.)'][\s._]*)[[{【「]/u.exec(text.slice(start))
  if (found === null) return Infinity
  // A title in Chinese, notes in brackets, then the title in Latin letters: the title goes on.
  const behind = text.slice(start + found.index).replace(/[[【][^\]】]*[\]】]/g, '')
  if (/^[\p{Script=Han}\s！？：·]+$/u.test(text.slice(start, start + found.index)) && /^[\s.]*[A-Za-z]{2}/.test(behind)) return Infinity
  return start + found.index
}

/** Collections give the years they span, which are no one film's: Title (1978-2022). */
function yearRange(text: string, start: number): number {
  const found = /[\s.][(*[]\s*(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d/.exec(text.slice(start))
  return found === null || found.index === 0 ? Infinity : start + found.index
}

function outOfBracket(text: string, start: number, end: number): number {
  const open = Math.max(text.lastIndexOf('(', end - 1), text.lastIndexOf('[', end - 1))
  if (open <= start) return end
  const close = Math.max(text.lastIndexOf(')', end - 1), text.lastIndexOf(']', end - 1))
  return close < open ? open : end
}

function isArticle(word: string): boolean {
  return /^(?:the|an?|la|le|les|el|der|die|das|il)$/.test(word)
}
