import type { NumberedContext } from './name-context.ts'
import { readDates } from './numbering/dates.ts'
import type { Tag } from './read-tags.ts'
import type { Token } from './tokenize.ts'

/** The year a name gives, and where it stands, its brackets included. */
export interface FoundYear {
  readonly year: number
  readonly start: number
  readonly end: number
}

interface Candidate extends FoundYear {
  readonly place: 'alone in brackets' | 'first in brackets' | 'last in brackets' | 'in brackets' | 'plain'
  readonly leading: boolean
}

const FIRST_FILM = 1888
/** Nothing is released years ahead: Blade Runner 2049 is no year. */
const LATEST = new Date().getUTCFullYear() + 2

/**
 * The year of release: one alone in brackets before any other, then the last one before the tags, since earlier ones belong to the
 * title (Death Race 2000 1975). One that begins the name is the title's unless nothing else is (1917).
 */
export function readYear(context: NumberedContext, kind: 'movie' | 'tvshow'): FoundYear | undefined {
  const candidates = findYears(context, kind)
  if (kind === 'tvshow' && context.kept !== undefined) return besideNumbering(context, candidates)
  const usable = candidates.filter((candidate) => !candidate.leading || candidate.place !== 'plain' || isPrefix(candidate, context))
  const zone = firstSure(context.tags, context.prelude.start)
  const before = usable.filter((candidate) => candidate.start < zone)
  return (
    before.findLast((candidate) => candidate.place === 'alone in brackets') ??
    usable.find((candidate) => candidate.place === 'alone in brackets') ??
    usable.find((candidate) => candidate.place === 'first in brackets') ??
    before.findLast((candidate) => candidate.place === 'plain') ??
    usable.find((candidate) => candidate.place === 'last in brackets') ??
    usable.find((candidate) => candidate.place === 'plain')
  )
}

/** A year in front is the film's where a dash parts it from the title, or a release's name gives no other: 2009.Some.Title.DVDRip. */
function isPrefix({ end }: Candidate, { text, tags, tokens }: NumberedContext): boolean {
  if (/^\s?[-–]\s/.test(text.slice(end)) && /\p{L}{2}/u.test(text.slice(end))) return true
  const zone = firstSure(tags, end)
  const words = tokens.filter((token) => token.start >= end && token.end <= zone && /\p{L}/u.test(token.text)).length
  return zone !== Infinity && words > 1 && text[end] === '.' && !/\s/.test(text.slice(end, zone))
}

/** A series' year stands right before its numbers, or in brackets, or right behind them. */
function besideNumbering({ kept, text, tags }: NumberedContext, candidates: readonly Candidate[]): FoundYear | undefined {
  const first = Math.min(...(kept?.used ?? []).map((used) => used.start))
  const last = Math.max(...(kept?.used ?? []).map((used) => used.end))
  const before = candidates.findLast((candidate) => candidate.end <= first && !candidate.leading)
  if (before !== undefined && (before.place !== 'plain' || !/[\p{L}\d]{4}/u.test(text.slice(before.end, first)))) return before
  const enclosed = candidates.find(
    (candidate) => candidate.place === 'alone in brackets' || candidate.place === 'first in brackets' || text[candidate.start - 2] === '/',
  )
  if (enclosed !== undefined) return enclosed
  return candidates.find(
    (candidate) =>
      candidate.start >= last && (candidate.start - last <= 2 || tags.some((tag) => tag.trust === 'sure' && tag.end <= candidate.start)),
  )
}

function findYears({ text, tokens, tags, prelude, kept }: NumberedContext, kind: 'movie' | 'tvshow'): Candidate[] {
  const found: Candidate[] = []
  // My Title 2013-12-09 names a day; in Title 9.11.2004 the last is the year.
  const dates = kind === 'movie' ? readDates(text).filter((date) => /^\d{4}/.test(text.slice(date.start))) : []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    const digits = token && /^((?:18|19|20)\d\d)(?:г|年)?$/u.exec(token.text)?.[1]
    if (token === undefined || digits === undefined) continue
    const year = Number(digits)
    if (year < FIRST_FILM || year > LATEST) continue
    if (dates.some((date) => date.start <= token.start && token.end <= date.end)) continue
    if (kept?.used.some((used) => used.start <= token.start && token.end <= used.end)) continue
    if (tags.some((tag) => tag.start <= token.start && token.end <= tag.end)) continue
    const next = tokens[index + 1]
    const runsOn = next !== undefined && /^\s?[-–]\s?$/.test(next.gap) && /^(?:19|20)\d\d$/.test(next.text)
    if (runsOn && kind === 'movie') {
      index += 1
      continue
    }
    const before = tokens[index - 1]
    const after = tokens[index + (runsOn ? 2 : 1)]
    const end = (runsOn ? next : token).end
    const place = placeOf(token, before, after)
    const [start, close] = place === 'alone in brackets' ? [opening(text, token.start), closing(text, end)] : [token.start, end]
    const leading = !tokens.some((other) => other.start >= prelude.start && other.end <= token.start)
    found.push({ year, start: place === 'first in brackets' ? opening(text, token.start) : start, end: close, place, leading })
    if (runsOn) index += 1
  }
  return found
}

function placeOf(token: Token, before: Token | undefined, after: Token | undefined): Candidate['place'] {
  if (token.bracket === 0 && /\/\s*$/.test(token.gap) && /^\s*\//.test(after?.gap ?? '')) return 'in brackets'
  if (token.bracket === 0) return /[[(]\s*$/.test(token.gap) && after === undefined ? 'alone in brackets' : 'plain'
  const first = before?.bracket !== token.bracket
  const last = after?.bracket !== token.bracket
  if (first && last) return 'alone in brackets'
  return first ? 'first in brackets' : last ? 'last in brackets' : 'in brackets'
}

function opening(text: string, at: number): number {
  return at - (/[[({<【]\s*$/.exec(text.slice(Math.max(0, at - 4), at))?.[0].length ?? 0)
}

function closing(text: string, at: number): number {
  return at + (/^\s*[\])}>】]/.exec(text.slice(at, at + 4))?.[0].length ?? 0)
}

function firstSure(tags: readonly Tag[], start: number): number {
  return tags.find((tag) => tag.trust === 'sure' && tag.start > start)?.start ?? Infinity
}
