import { createTmdbProvider, type MetadataProvider, type TmdbOptions } from '@backlot/metadata'
import { perform, type Performed } from '@backlot/jobs/testing'
import { refreshMovie } from '@backlot/metadata-args'
import { startTmdbSimulator, type TmdbSimulator } from '@backlot/simulators'
import type { MoviePorts } from '../ports.ts'
import { refreshMovieWorker } from '../workers/refresh-movie.ts'
import { setupLibrary, type TestLibrary } from './test-library.ts'

/** A film library with a simulated TMDb to ask. */
export interface TestOnline extends AsyncDisposable {
  library: TestLibrary
  tmdb: TmdbSimulator
  provider: MetadataProvider
  refresh(title: string, args?: { force?: boolean; languages?: string[] }): Promise<Performed>
}

/** Makes a library of the given files, not scanned yet, and a TMDb that knows nothing yet. */
export const setupOnline = async (
  files: Record<string, string | Uint8Array> = {},
  { options = {}, ports = {} }: { options?: Partial<TmdbOptions>; ports?: Partial<MoviePorts> } = {},
): Promise<TestOnline> => {
  const tmdb = await startTmdbSimulator()
  const provider = createTmdbProvider({ url: tmdb.url, imageUrl: tmdb.imageUrl, token: tmdb.token, ...options })
  const library = await setupLibrary(files, { online: { providers: [provider], languages: ['en'] }, ...ports })
  return {
    library,
    tmdb,
    provider,
    refresh: async (title, args = {}) =>
      await perform(refreshMovieWorker(library.ports), refreshMovie({ movieId: (await library.film(title)).id, ...args })),
    [Symbol.asyncDispose]: async () => {
      await library[Symbol.asyncDispose]()
      await tmdb[Symbol.asyncDispose]()
    },
  }
}

/** Greed as TMDb would tell it. */
export const greed = {
  id: 23282,
  title: 'Greed',
  release_date: '1924-12-04',
  runtime: 140,
  overview: 'A dentist wins.',
  vote_average: 7.6,
  vote_count: 120,
  genres: [{ id: 18, name: 'Drama' }],
  belongs_to_collection: { id: 5, name: 'Stroheim' },
  poster_path: '/greed.jpg',
  external_ids: { imdb_id: 'tt0015881' },
  release_dates: { results: [{ iso_3166_1: 'US', release_dates: [{ certification: 'NR', type: 3 }] }] },
  credits: {
    cast: [
      { id: 1, name: 'Gibson Gowland', character: 'McTeague', order: 0 },
      { id: 2, name: 'Zasu Pitts', character: '', order: 1 },
    ],
    crew: [{ id: 3, name: 'Erich von Stroheim', job: 'Director', department: 'Directing' }],
  },
  videos: { results: [{ site: 'YouTube', key: 'abc', type: 'Trailer', name: 'Trailer', iso_639_1: 'en' }] },
  translations: { translations: [{ iso_639_1: 'de', iso_3166_1: 'DE', data: { title: 'Gier', overview: 'Ein Zahnarzt gewinnt.' } }] },
}
