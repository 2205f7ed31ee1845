import { known } from '../../known.ts'
import type { UniqueIds } from '../../movie-fields.ts'
import type { FoundTitle, RequestOptions, TitleQuery } from '../metadata-provider.ts'
import type { Tmdb } from './tmdb-provider.ts'
import { tmdbFind, tmdbSearch, type TmdbFound } from './tmdb-schemas.ts'

/** Searches films or series by title; where a year finds nothing, without it, since years in names are often off. */
export const searchTmdb = async (
  { ask, wish }: Tmdb,
  type: 'movie' | 'tv',
  { query: { title, year }, request }: { query: TitleQuery; request: RequestOptions },
): Promise<FoundTitle[]> => {
  const { languages, imageUrl } = wish(request.languages)
  const search = async (inYear: number | undefined): Promise<FoundTitle[]> => {
    const years = type === 'movie' ? { year: inYear } : { first_air_date_year: inYear }
    const query = { query: title, language: languages[0], include_adult: 'false', page: 1, ...years }
    const answer = await ask({ path: `/search/${type}`, query, schema: tmdbSearch, what: `"${title}"`, signal: request.signal })
    return answer.changed ? answer.data.results.flatMap((found) => foundTitle(found, imageUrl)) : []
  }
  const found = await search(year)
  return found.length > 0 || year === undefined ? found : await search(undefined)
}

const foundTitle = ({ id, overview, popularity, ...found }: TmdbFound, imageUrl: string): FoundTitle[] => {
  const title = found.title ?? found.name
  const date = found.release_date ?? found.first_air_date
  if (title === undefined) return []
  const year = date === undefined ? undefined : Number(date.slice(0, 4))
  const originalTitle = found.original_title ?? found.original_name
  const poster = found.poster_path === undefined ? undefined : imageUrl + found.poster_path
  return [{ id: String(id), title, ...known({ originalTitle, year, popularity, plot: overview, poster }) }]
}

/** Other providers whose ids TMDb can find by, in the order of trust. */
const sources = { imdb: 'imdb_id', tvdb: 'tvdb_id', wikidata: 'wikidata_id' } as const

/** TMDb's id for the ids of others; its own is given back. */
export const findTmdb = async (
  { ask }: Tmdb,
  type: 'movie' | 'tv',
  { ids, request: { signal } }: { ids: UniqueIds; request: RequestOptions },
): Promise<string | undefined> => {
  if (ids['tmdb'] !== undefined) return ids['tmdb']
  for (const [provider, source] of Object.entries(sources)) {
    const id = ids[provider]
    if (id === undefined) continue
    const path = `/find/${encodeURIComponent(id)}`
    const answer = await ask({ path, query: { external_source: source }, schema: tmdbFind, what: `the ${provider} id ${id}`, signal })
    const [found] = answer.changed ? (type === 'movie' ? answer.data.movie_results : answer.data.tv_results) : []
    if (found !== undefined) return String(found.id)
  }
  return undefined
}
