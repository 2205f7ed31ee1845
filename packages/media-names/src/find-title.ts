import { readExtraSuffix } from './extra-type.ts'
import type { NumberedContext } from './name-context.ts'
import { readSeasonAndEpisode } from './numbering/season-and-episode.ts'
import type { FoundYear } from './read-year.ts'
import { tagZone, trimTags } from './tag-zone.ts'

/** Where the title stands, and where the tags behind it begin. */
export interface TitleSpan {
  readonly start: number
  readonly end: number
  /** The first tag that is one beyond doubt; the text's length when there is none. */
  readonly tagsFrom: number
  /** The first such tag behind a series' numbers, where an episode's title ends. */
  readonly tagsBehind: number
  /** A word taken off the title's end that may belong to it: the 3D of a film called so. */
  readonly trimmed?: string
}

/** Finds the title: from where it can begin to the first thing that says otherwise, be it a year, a number or a tag. */
export function findTitle(context: NumberedContext, year: FoundYear | undefined, kind: 'movie' | 'tvshow'): TitleSpan {
  const { text, kept, masked, prelude } = context
  let { start } = prelude
  let numbersFrom = Infinity
  for (const used of (kept?.used ?? []).toSorted((one, other) => one.start - other.start)) {
    if (/[\p{L}\d]/u.test(text.slice(start, used.start))) {
      numbersFrom = Math.min(numbersFrom, used.start)
    } else if (used.kind === 'absolute' || used.kind === 'part' || kind === 'movie') {
      start = Math.max(start, used.end)
    } else {
      const tagsFrom = tagZone(context, { start, needsTitle: false, year })
      return { start, end: start, tagsFrom, tagsBehind: behindNumbers(context, year) }
    }
  }
  if (year !== undefined && !/[\p{L}\d]/u.test(text.slice(start, year.start))) start = year.end
  const tagsFrom = tagZone(context, { start, needsTitle: true, year })
  const yearFrom = year !== undefined && year.start > start ? year.start : Infinity
  const rangeFrom = yearRange(text, start)
  // An episode that strayed among films still ends its title before its numbers.
  const strayed = kind === 'movie' ? readSeasonAndEpisode(masked).find((found) => found.weight >= 95 && found.start > start) : undefined
  const extra = kind === 'movie' ? readExtraSuffix(text)?.start : undefined
  const extraFrom = extra !== undefined && extra > start ? extra : Infinity
  let end = Math.min(
    numbersFrom,
    strayed?.start ?? Infinity,
    tagsFrom,
    yearFrom,
    rangeFrom,
    extraFrom,
    bracketStop(text, start, kind === 'tvshow' ? numbersFrom : Infinity),
  )
  end = Math.min(end, text.length)
  const trimmed = trimTags(context, start, end)
  const close = outOfBracket(text, start, trimmed)
  const is3D = /^[\s._]*3d[\s._]+[([]?(?:19|20)\d\d/i.test(text.slice(close))
  return {
    start,
    end: close,
    tagsFrom,
    tagsBehind: behindNumbers(context, year),
    ...(is3D && { trimmed: '3D' }),
  }
}

function behindNumbers(context: NumberedContext, year: FoundYear | undefined): number {
  const start = Math.max(0, ...(context.kept?.used ?? []).map((used) => used.end))
  return tagZone(context, { start, needsTitle: false, year })
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
