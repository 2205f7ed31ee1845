import { readExtraSuffix } from './extra-type.ts'
import type { TitleSpan } from './find-title.ts'
import type { NumberedContext } from './name-context.ts'
import type { ParsedName, Reason } from './parsed-name.ts'
import { readFacts } from './read-facts.ts'
import type { FoundYear } from './read-year.ts'
import { readReleaseGroup } from './release-group.ts'
import { readStackedPart } from './stacked-part.ts'
import type { TitleReadings } from './title-alternatives.ts'
import { titleText } from './title-text.ts'

/** Everything found in a name, ready to be put together. */
export interface Findings {
  readonly context: NumberedContext
  readonly kind: 'movie' | 'tvshow'
  readonly year: FoundYear | undefined
  readonly span: TitleSpan
  readonly readings: TitleReadings
  readonly obfuscated: boolean
}

/** Puts what was found into one answer, with the words each field came from. */
export function assemble({ context, kind, year, span, readings, obfuscated }: Findings): ParsedName {
  const { text, tags, kept, ids } = context
  const numbers = kept?.numbering
  const tagsFrom = kind === 'movie' && year !== undefined ? Math.min(span.tagsFrom, year.end) : Math.min(span.tagsFrom, span.tagsBehind)
  const { facts, used } = readFacts(text, tags, tagsFrom)
  const { complete, sample, ...told } = facts
  const extra = readExtraSuffix(text)
  const group = readReleaseGroup(context, Math.min(tagsFrom, year?.start ?? Infinity, numbers?.start ?? Infinity))
  const episodeTitle = kind === 'tvshow' && kept !== undefined ? episodeTitleOf(context, span, year) : undefined
  const part = kind === 'movie' ? readStackedPart(text)?.part : undefined
  const seasons = numbers?.seasons ?? []
  const pack = kind === 'tvshow' && (numbers?.pack === true || (complete === true && seasons.length > 0)) && numbers?.episodes.length === 0
  const version = numbers?.version ?? told.version ?? (told.proper || told.repack ? 2 : undefined)
  const reason = (field: string, start: number, end: number): Reason => ({ field, text: text.slice(start, end), start, end })
  return {
    ...readings,
    ...(year && { year: year.year }),
    ...(seasons[0] !== undefined && { season: seasons[0] }),
    seasons,
    episodes: numbers?.episodes ?? [],
    absolute: numbers?.absolute ?? [],
    ...(numbers?.airDate !== undefined && { airDate: numbers.airDate }),
    ...(part !== undefined && { part }),
    ...told,
    ...(group !== undefined && { releaseGroup: group }),
    ...(version !== undefined && { version }),
    ids: Object.fromEntries(ids.toReversed().map((id) => [id.provider, id.id])),
    ...(extra && { extraType: extra.type }),
    ...(sample && { sample }),
    ...(pack && { seasonPack: true as const }),
    ...(episodeTitle !== undefined && { episodeTitle }),
    confidence: obfuscated ? 0.1 : confidenceOf(readings.title, year, numbers?.weight ?? 0, kind),
    reasons: [
      ...(span.end > span.start ? [reason('title', span.start, span.end)] : []),
      ...(year ? [reason('year', year.start, year.end)] : []),
      ...(kept?.used.map((one) => reason(fieldOf(one), one.start, one.end)) ?? []),
      ...used.map((tag) => reason(tag.field, tag.start, tag.end)),
      ...ids.map((id) => reason('ids', id.start, id.end)),
    ],
  }
}

function fieldOf(used: { airDate?: string; absolute: readonly number[]; episodes: readonly number[] }): string {
  if (used.airDate !== undefined) return 'airDate'
  if (used.absolute.length > 0) return 'absolute'
  return used.episodes.length > 0 ? 'episodes' : 'seasons'
}

/** The words between the numbers and the first tag. */
function episodeTitleOf({ text, kept, prelude }: NumberedContext, span: TitleSpan, year: FoundYear | undefined): string | undefined {
  const behind = Math.max(
    ...(kept?.used ?? []).filter((used) => used.start >= prelude.start || used.end > span.end).map((used) => used.end),
  )
  if (!Number.isFinite(behind)) return undefined
  const from = year !== undefined && year.start >= behind && year.start - behind <= 2 ? year.end : behind
  const to = Math.min(span.tagsBehind, readExtraSuffix(text)?.start ?? Infinity)
  const stretch = text.slice(from, Math.max(from, to)).replace(/^[\s._-]*(?:of \d+\s?)?[)\]]+/, '')
  const bracket = /[[{]|^[\s)]*\/\s|\((?:[^)]*$|(?:19|20)\d\d\))/.exec(stretch)?.index ?? stretch.length
  const words = stretch.slice(0, bracket)
  const closed = words.includes('(') ? words : words.replace(/\)\s*$/, '')
  const title = titleText(closed.replace(/[\s._-]+(?:RAW|END)[\s._-]*$/, ''))
  return /\p{L}|\d/u.test(title) && !/^\d{6}$/.test(title) ? title : undefined
}

/** What the name says decides how sure the reading is: a year or ids beside a title, numbers that cannot be misread. */
function confidenceOf(title: string, year: FoundYear | undefined, weight: number, kind: 'movie' | 'tvshow'): number {
  if (title === '') return kind === 'tvshow' && weight > 50 ? 0.5 : 0.1
  const base = kind === 'movie' ? (year === undefined ? 0.5 : 0.9) : 0.3 + Math.min(weight, 100) * 0.006 + (year === undefined ? 0 : 0.05)
  return Math.round(Math.min(base, 0.98) * 100) / 100
}
