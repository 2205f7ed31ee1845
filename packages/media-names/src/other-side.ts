import type { TitleSpan } from './find-title.ts'
import type { NumberedContext } from './name-context.ts'
import type { FoundYear } from './read-year.ts'

/**
 * The title's other side where numbers stand behind the first: `Titel (S2E1) / Title (S2E1) (2023)`, `中文 第二季 / Title S2 - 10`.
 * Given with its slash; empty where there is none.
 */
export function otherSide({ text, kept }: NumberedContext, span: TitleSpan, year: FoundYear | undefined): string {
  const first = kept?.used.filter((used) => used.start >= span.end).toSorted((one, other) => one.start - other.start)[0]
  if (first === undefined) return ''
  const ends = (kept?.used ?? []).map((used) => used.end).filter((end) => end >= first.end)
  const han = /^第.{1,3}[季期部]/u.test(text.slice(first.start, first.end))
  const opening = han ? /^[\s)\]]*(?:\/\s+|\s(?=[A-Za-z]{2}))(?=\p{L})/u : /^[\s)\]]*\/\s+(?=\p{L})/u
  const joint = ends.map((end) => ({ end, slash: opening.exec(text.slice(end)) })).find(({ slash }) => slash !== null)
  if (joint?.slash === undefined || joint.slash === null) return ''
  const from = joint.end + joint.slash[0].length
  const stops = [...(kept?.used ?? []).map((used) => used.start), year?.start ?? Infinity, span.tagsFrom].filter((stop) => stop > from)
  const stretch = text.slice(from, Math.min(text.length, ...stops))
  return stretch.includes(':') && /^\P{L}*\p{L}+:\s*\d/u.test(stretch) ? '' : ` / ${stretch.replace(/[[(][^\])]*$/, '')}`
}
