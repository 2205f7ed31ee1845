import type { UniqueIds } from '../movie-fields.ts'

/** What the links of an NFO may be about. Ids of films and of series are numbered apart by their providers. */
export type LinkSubject = 'movie' | 'series'

const LINKS: Readonly<Record<LinkSubject, Readonly<Record<string, RegExp>>>> = {
  movie: {
    imdb: /\b(tt\d{7,10})\b/g,
    tmdb: /themoviedb\.org\/movie\/([1-9]\d{0,9})(?!\d)/gi,
    tvdb: /thetvdb\.com\/(?:derefer|dereferrer)\/movie\/([1-9]\d{0,9})(?!\d)/gi,
  },
  series: {
    imdb: /\b(tt\d{7,10})\b/g,
    tmdb: /themoviedb\.org\/tv\/([1-9]\d{0,9})(?!\d)/gi,
    tvdb: /thetvdb\.com\/(?:(?:derefer|dereferrer)\/series\/|[^\s]{0,40}?[?&](?:series)?id=)([1-9]\d{0,9})(?!\d)/gi,
  },
}

/**
 * The ids in the links to IMDb, TMDb and TheTVDB that a text holds, as NFOs with nothing but a link have them. Two different ids of one
 * provider (a list of what else to see) say nothing about the film, so neither is taken.
 */
export function idsInLinks(text: string, subject: LinkSubject): UniqueIds {
  const ids: UniqueIds = {}
  for (const [provider, pattern] of Object.entries(LINKS[subject])) {
    const found = new Set(Array.from(text.matchAll(pattern), (match) => match[1] ?? ''))
    const [only] = found
    if (only !== undefined && found.size === 1) ids[provider] = only
  }
  return ids
}
