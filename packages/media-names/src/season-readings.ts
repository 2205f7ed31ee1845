import type { TitleSpan } from './find-title.ts'
import type { NumberedContext } from './name-context.ts'
import type { Numbering } from './numbering/numbering.ts'
import { titleReadings } from './title-alternatives.ts'
import type { TitleReadings } from './title-alternatives.ts'

/** Adds the readings in which a season belongs to the title, as providers list anime: `Title S2` for `Title S02 - 05`. */
export function seasonReadings(readings: TitleReadings, { kept, text }: NumberedContext, span: TitleSpan): TitleReadings {
  const first = kept?.used.find((used) => used.start >= span.end && used.seasons.length === 1 && isSeasonApart(used, text))
  if (first === undefined || kept?.numbering.kind !== 'season and episode' || readings.title === '') return readings
  const season =
    first.kind === 'season' ? first : { ...first, end: first.start + (/^s\d+/i.exec(text.slice(first.start))?.[0].length ?? 0) }
  const titleAlts = [...readings.titleAlts, `${readings.title} S${season.seasons[0] ?? 0}`]
  const direct = kept.used.every((used) => used.start >= season.start || used.start < span.end)
  const whole = titleReadings(text.slice(span.start, season.end).replace(/[()[\]]/g, ' ')).title
  if (direct && !titleAlts.includes(whole)) titleAlts.push(whole)
  return { title: readings.title, titleAlts }
}

/** `S2 - 07` and `S2 - Episode 7`, but not S02E07: there the season only counts. */
function isSeasonApart(used: Numbering, text: string): boolean {
  return used.kind === 'season' || (used.kind === 'season and episode' && /^s\d+\s+-\s/i.test(text.slice(used.start, used.end)))
}
