import { assemble } from './assemble.ts'
import { readFansubTitle } from './fansub-blocks.ts'
import { findTitle } from './find-title.ts'
import { isObfuscated } from './is-obfuscated.ts'
import { takeApart } from './name-context.ts'
import type { NameContext, NumberedContext } from './name-context.ts'
import { readDates } from './numbering/dates.ts'
import { readNumbering } from './numbering/read-numbering.ts'
import type { KeptNumbering } from './numbering/choose-numbering.ts'
import { otherSide } from './other-side.ts'
import type { LibraryType, ParsedName } from './parsed-name.ts'
import { readYear } from './read-year.ts'
import { seasonReadings } from './season-readings.ts'
import { titleReadings } from './title-alternatives.ts'

/** What a caller knows beside the name. */
export interface NameHints {
  /** The season of the folder the file lies in, so a number in front counts the episode. */
  readonly season?: number
  /** The name is a folder's, where a bare number belongs to the title: Area 51. */
  readonly isFolder?: boolean
}

/** A name read one way, with how it was read. */
export interface ReadName {
  readonly name: ParsedName
  readonly kind: 'movie' | 'tvshow'
}

/** Reads a name: takes it apart, weighs what its numbers can mean, and lets what is left of them be the title. */
export function readName(name: string, libraryType: LibraryType, hints: NameHints = {}): ReadName {
  const apart = takeApart(name)
  const obfuscated = isObfuscated(apart.text)
  const numbers = libraryType === 'movie' || obfuscated ? undefined : readSeriesNumbers(apart, hints)
  const kind = libraryType === 'auto' ? (isSeries(numbers, apart) ? 'tvshow' : 'movie') : libraryType
  const context: NumberedContext = { ...apart, kept: kind === 'movie' ? readLeadingDate(apart) : numbers }
  const year = readYear(context, kind)
  const span = findTitle(context, year, kind)
  const stretch = readFansubTitle(apart) ?? `${apart.text.slice(span.start, span.end)}${otherSide(context, span, year)}`
  const readings = seasonReadings(titleReadings(stretch.replace(/\s+S\d{1,2}$/, ''), span.trimmed), context, span)
  return { kind, name: assemble({ context, year, span, readings, kind, obfuscated }) }
}

function readSeriesNumbers(apart: NameContext, { season, isFolder = false }: NameHints): KeptNumbering | undefined {
  const { masked, tokens, tags, prelude } = apart
  const kept = readNumbering({
    text: masked,
    tokens,
    tags,
    start: prelude.start,
    anime: prelude.group !== undefined,
    ...(season !== undefined && { season }),
  })
  const bare = kept?.numbering.kind === 'absolute' || kept?.numbering.kind === 'code' || kept?.numbering.kind === 'part'
  return isFolder && bare && (kept?.numbering.absolute.length ?? 0) < 2 ? undefined : kept
}

/** Whether numbers are so clear that the name is a series' though nobody said so. */
function isSeries(kept: KeptNumbering | undefined, { text, prelude, tokens }: NameContext): boolean {
  if (kept === undefined) return false
  const { kind, weight, start } = kept.numbering
  if (/(?<!\p{L})movie(?!\p{L})[\s._-]*$/iu.test(text.slice(0, start)) || kind === 'part' || kind === 'code') return false
  const yearBehind = tokens.some((token) => token.bracket > 0 && token.start > start && /^(?:19|20)\d\d$/.test(token.text))
  if (kind === 'season and episode') return weight >= 75 || (weight >= 55 && !yearBehind)
  if (kind === 'season') return /[\p{L}\d]/u.test(text.slice(prelude.start, start))
  if (kind === 'absolute') return weight >= (prelude.group === undefined ? 60 : 44)
  return weight >= 58
}

/** Recordings of films are dated in front: `09.03.08.Some.Title`. Elsewhere in a film's name a date is part of its title. */
function readLeadingDate({ text, prelude }: NameContext): KeptNumbering | undefined {
  const date = readDates(text).find(
    (found) => found.start === prelude.start && /[\p{L}]{2}/u.test(text.slice(found.end)) && found.end - found.start === 8,
  )
  return date && !/^(\d\d)\D\1\D\1/.test(text.slice(date.start)) ? { numbering: date, used: [date] } : undefined
}
