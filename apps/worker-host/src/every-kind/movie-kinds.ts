import { expect } from 'vitest'
import { morningFilms, newFilms } from '../day/day-films.ts'
import { allMovies, movieTitled } from '../day/day-catalog.ts'
import { searchAnswerSchema } from '../http/movie-schema.ts'
import type { Takes, Taking } from './taking.ts'

/** The titles of a kind of thing that a search finds. */
export const found = async ({ host }: Taking, q: string, type = 'movies'): Promise<string[]> =>
  (await host.api(searchAnswerSchema, { path: '/api/search', query: { q, type } })).hits.map(({ title }) => title)

/** The kinds of films. */
export const movieKinds: Takes = {
  movie_library_scan: async (at) => {
    const { result } = await at.take('movie_library_scan', { libraryId: at.films })
    expect(result).toMatchObject({ found: 6, matched: 6 })
    expect(await allMovies(at.host.api)).toHaveLength(6)
  },
  movie_file_match: async (at) => {
    const path = await at.world.copy(newFilms.pandora)
    expect((await at.take('movie_file_match', { path, libraryId: at.films })).result).toMatchObject({ state: 'matched' })
    expect((await movieTitled(at.host.api, newFilms.pandora.title)).files).toMatchObject([{ path }])
  },
  metadata_refresh_movie: async (at) => {
    const { id } = await movieTitled(at.host.api, 'Sunrise')
    at.world.tmdb.change('movie', morningFilms.sunrise.tmdbId, { overview: 'A song of two humans.' })
    await at.take('metadata_refresh_movie', { movieId: id, force: true })
    expect(await movieTitled(at.host.api, 'Sunrise')).toMatchObject({ overview: 'A song of two humans.', knownFrom: 'provider' })
  },
  movie_search_index: async (at) => {
    const movieIds = [(await movieTitled(at.host.api, 'Metropolis')).id]
    await at.take('movie_search_index', { operation: 'remove', movieIds })
    expect(await found(at, 'metropolis')).toEqual([])
    await at.take('movie_search_index', { operation: 'index', movieIds })
    expect(await found(at, 'metropolis')).toEqual(['Metropolis'])
    await at.take('movie_search_index', { operation: 'reindex' })
    expect(await found(at, 'metropolis')).toEqual(['Metropolis'])
  },
}
