import { z } from 'zod'
import { apiPath, type Api } from '../cli/api.ts'
import { movieSchema, movieSummarySchema, type MovieView } from '../http/movie-schema.ts'
import { episodeSchema, seriesSchema, seriesSummarySchema, type EpisodeView, type SeriesView } from '../http/series-schema.ts'

const moviePage = z.object({ movies: z.array(movieSummarySchema), next: z.string().optional() })
const seriesPage = z.object({ series: z.array(seriesSummarySchema), next: z.string().optional() })
const episodesPage = z.object({ episodes: z.array(episodeSchema), next: z.string().optional() })

/** A series with its episodes. */
export type WholeSeries = SeriesView & { episodes: EpisodeView[] }

/** All films of a host with all that is known of them. */
export const allMovies = async (api: Api): Promise<MovieView[]> => {
  const ids = await pages(async (cursor) => {
    const { movies, next } = await api(moviePage, { path: '/api/movies', query: { limit: 500, cursor } })
    return { found: movies.map(({ id }) => id), next }
  })
  return await Promise.all(ids.map(async (id) => await api(movieSchema, { path: apiPath`/api/movies/${id}` })))
}

/** All series of a host with all that is known of them. */
export const allSeries = async (api: Api): Promise<WholeSeries[]> => {
  const ids = await pages(async (cursor) => {
    const { series, next } = await api(seriesPage, { path: '/api/series', query: { limit: 500, cursor } })
    return { found: series.map(({ id }) => id), next }
  })
  return await Promise.all(ids.map(async (id) => await wholeSeries(api, id)))
}

const wholeSeries = async (api: Api, id: string): Promise<WholeSeries> => {
  const episodes = await pages(async (cursor) => {
    const page = await api(episodesPage, { path: apiPath`/api/series/${id}/episodes`, query: { limit: 500, cursor } })
    return { found: page.episodes, next: page.next }
  })
  return { ...(await api(seriesSchema, { path: apiPath`/api/series/${id}` })), episodes }
}

/** The film of a title. An Error says that there is none, or more than one. */
export const movieTitled = async (api: Api, title: string): Promise<MovieView> => {
  const [movie, ...others] = (await allMovies(api)).filter((one) => one.title === title)
  if (movie === undefined) throw new Error(`There is no film "${title}"`)
  if (others.length > 0) throw new Error(`There are ${others.length + 1} films "${title}"`)
  return movie
}

/** The series of a title. An Error says that there is none. */
export const seriesTitled = async (api: Api, title: string): Promise<WholeSeries> => {
  const series = (await allSeries(api)).find((one) => one.title === title)
  if (series === undefined) throw new Error(`There is no series "${title}"`)
  return series
}

const pages = async <One>(page: (cursor: string | undefined) => Promise<{ found: One[]; next: string | undefined }>): Promise<One[]> => {
  const all: One[] = []
  let cursor: string | undefined
  do {
    const { found, next } = await page(cursor)
    all.push(...found)
    cursor = next
  } while (cursor !== undefined)
  return all
}
