import type { Rating } from '../movie-fields.ts'
import { childrenOf, integerOf, numberOf, textOf } from './element-values.ts'
import type { NfoElement } from './parse-element.ts'

const SOURCES: Readonly<Record<string, string>> = {
  themoviedb: 'tmdb',
  thetvdb: 'tvdb',
  default: 'nfo',
}

/**
 * The ratings of a film, series or episode: Kodi's `<ratings>`, the older `<rating>` with `<votes>`, Jellyfin's `<communityrating>` (of
 * 10) and `<criticrating>` (of 100). Dropped are values outside of their range, a zero that nobody voted for, and a source's second one.
 */
export function ratingsOf(element: NfoElement): Rating[] {
  const named = childrenOf(element, 'ratings').flatMap((ratings) => childrenOf(ratings, 'rating').map(namedRating))
  const older = rating('nfo', element, {
    value: 'rating',
    max: maxOf(childrenOf(element, 'rating')[0]),
  })
  const community = rating('community', element, { value: 'communityrating', max: 10 })
  const critics = rating('critics', element, { value: 'criticrating', max: 100 })

  const bySource = new Map<string, Rating>()
  for (const each of [...named, older, community, critics]) {
    if (each && !bySource.has(each.source)) bySource.set(each.source, each)
  }
  return [...bySource.values()]
}

function namedRating(element: NfoElement): Rating | undefined {
  const name = element.attributes.get('name')?.toLowerCase().slice(0, 40) || 'nfo'
  return rating(SOURCES[name] ?? name, element, { value: 'value', max: maxOf(element) })
}

function rating(source: string, element: NfoElement, { value: name, max }: { value: string; max: number }): Rating | undefined {
  const value = numberOf(element, name, { min: 0, max })
  const votes = votesOf(element)
  if (value === undefined || (value === 0 && !votes)) return undefined
  return votes === undefined ? { source, value, max } : { source, value, max, votes }
}

/** `1204`, and `1,204` as some scrapers copy it. */
function votesOf(element: NfoElement): number | undefined {
  const text = textOf(element, 'votes') ?? ''
  if (/^\d{1,3}(?:[,. ]\d{3}){1,4}$/.test(text)) return Number(text.replace(/\D/g, ''))
  return integerOf(element, 'votes', { min: 0, max: Number.MAX_SAFE_INTEGER })
}

function maxOf(element: NfoElement | undefined): number {
  const max = Number(element?.attributes.get('max'))
  return Number.isFinite(max) && max > 0 ? max : 10
}
