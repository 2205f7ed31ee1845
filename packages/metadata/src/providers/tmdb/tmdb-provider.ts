import type { Clock } from '@backlot/jobs'
import { createProviderClient, type AskProvider } from '../http/provider-client.ts'
import type { MetadataProvider, RequestOptions } from '../metadata-provider.ts'
import type { ProviderTurns } from '../provider-turns.ts'
import { askForTitle } from './ask-for-title.ts'
import { tmdbChanges } from './tmdb-changes.ts'
import { movieFieldsOf } from './tmdb-movie-fields.ts'
import { personFieldsOf } from './tmdb-person-fields.ts'
import { tmdbMovie, tmdbPerson, tmdbSeasonTexts } from './tmdb-schemas.ts'
import { findTmdb, searchTmdb } from './tmdb-search.ts'
import { readSeries } from './tmdb-series.ts'
import type { TmdbWish } from './tmdb-texts.ts'

/** How TMDb is asked. */
export interface TmdbOptions {
  /** The read access token of an account at themoviedb.org. */
  token: string
  /** Default: TMDb's own. */
  url?: string
  /** Where pictures are; default: TMDb's own. */
  imageUrl?: string
  /** Of all who share the turns, else of all jobs of the process; TMDb bears some 40 a second. */
  requestsPerSecond?: number
  /** Turns that are shared with other processes (`createProviderTurns`). */
  turns?: ProviderTurns
  /** The languages that texts are wanted in where a question names none, the preferred first. */
  languages?: readonly string[]
  /** The country whose age ratings count, `US` unless told. */
  country?: string
  timeoutMs?: number
  maxBytes?: number
  /** How long nothing is asked after several failures in a row. */
  restMs?: number
  clock?: Clock
}

/** What is asked of TMDb, and how answers are to be told. */
export interface Tmdb {
  ask: AskProvider
  wish: (languages: readonly string[] | undefined) => TmdbWish
}

/**
 * The Movie Database. A film costs one request, a series one for its first 14 seasons and one for 20 further ones, each
 * with all episodes; a further language costs a series one for 20 seasons. At most 35 requests a second for the process,
 * or for all who share `turns`.
 */
export const createTmdbProvider = (options: TmdbOptions): MetadataProvider => {
  const { url = 'https://api.themoviedb.org/3', imageUrl = 'https://image.tmdb.org/t/p', requestsPerSecond = 35, country = 'US' } = options
  const ask = createProviderClient({
    provider: 'tmdb',
    label: 'TMDb',
    url,
    headers: { authorization: `Bearer ${options.token}` },
    rate: { limit: requestsPerSecond, intervalMs: 1_000 },
    keySetting: 'metadata.tmdb.token',
    ...options,
  })
  const wish: Tmdb['wish'] = (languages = options.languages ?? ['en']) => ({ languages, country, imageUrl: `${imageUrl}/original` })
  const tmdb: Tmdb = { ask, wish }
  return {
    name: 'tmdb',
    imageHosts: [new URL(imageUrl).host],
    searchMovies: async (query, request) => await searchTmdb(tmdb, 'movie', { query, request }),
    findMovie: async (ids, request) => await findTmdb(tmdb, 'movie', { ids, request }),
    movie: async (id, request) =>
      await askForTitle(
        tmdb,
        { path: `/movie/${numeric(id)}`, what: `the film ${id}`, appended: movieParts, schema: tmdbMovie, request },
        movieFieldsOf,
      ),
    searchSeries: async (query, request) => await searchTmdb(tmdb, 'tv', { query, request }),
    findSeries: async (ids, request) => await findTmdb(tmdb, 'tv', { ids, request }),
    series: async (id, request) => await readSeries(tmdb, numeric(id), request),
    person: async (id, request) =>
      await askForTitle(
        tmdb,
        { path: `/person/${numeric(id)}`, what: `the person ${id}`, appended: personParts, schema: tmdbPerson, request },
        personFieldsOf,
      ),
    changedMovies: async (since, { signal }) => await tmdbChanges(ask, 'movie', { since, signal, clock: options.clock }),
    changedSeries: async (since, { signal }) => await tmdbChanges(ask, 'tv', { since, signal, clock: options.clock }),
    check: async ({ signal }: RequestOptions) =>
      void (await ask({ path: '/authentication', schema: tmdbSeasonTexts.partial(), what: 'whether the key is good', signal })),
  }
}

const movieParts = ['external_ids', 'release_dates', 'images', 'credits', 'keywords', 'videos', 'translations']
const personParts = ['external_ids', 'images', 'translations']

/** Ids come from names and NFOs, too; one that is no number would ask for something else. */
const numeric = (id: string): string => String(Number.parseInt(id, 10) || 0)
