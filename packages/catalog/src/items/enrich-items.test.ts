import { migrate } from '@backlot/jobs'
import { openTestDatabase } from '@backlot/testing'
import { expect, test } from 'vitest'
import type { CatalogDatabase } from '../catalog-database.ts'
import { catalogMigrations } from '../catalog-migrations.ts'
import { storedFields } from '../movies/stored-fields.ts'
import { writeMovies } from '../movies/write-movies.ts'
import { enrichItems } from './enrich-items.ts'

const setup = async (film: { provenance: Record<string, string>; lockedFields?: string[] }) => {
  const database = await openTestDatabase<CatalogDatabase>({
    template: 'enrich-items',
    prepare: async (url) => void (await migrate(url, [catalogMigrations])),
  })
  const { db } = database
  const id = '00000000-0000-4000-8000-000000000001'
  const lists = {
    countries: [],
    studios: [],
    tags: [],
    titles: [],
    externalIds: [],
    credits: [],
    ratings: [{ source: 'imdb', value: 8, max: 10 }],
  }
  const movie = {
    id,
    replaces: false,
    title: 'Greed',
    sortTitle: 'greed',
    year: 1924,
    overview: 'Stored.',
    knownFrom: 'name' as const,
    artwork: {},
  }
  await writeMovies(db, [{ ...movie, ...lists, lockedFields: [], ...film }])
  return {
    id,
    db,
    stored: async () => (await storedFields(db, [id]))[0],
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
    },
  }
}

const said = {
  title: 'Greed (restored)',
  sortTitle: 'greed restored',
  year: 1925,
  plot: 'Said.',
  runtimeMinutes: 140,
  premiered: '1924-12-04',
  ratings: [{ source: 'imdb', value: 7, max: 10 }],
  studios: ['MGM'],
}

test('a server fills what is not known and replaces what only a name had said', async () => {
  await using film = await setup({ provenance: { title: 'name', year: 'name' } })
  expect(await enrichItems(film.db, 'movie', 'radarr', [{ id: film.id, ...said }])).toEqual(new Set([film.id]))
  expect(await film.stored()).toMatchObject({
    title: 'Greed (restored)',
    year: 1925,
    plot: 'Said.',
    runtimeMinutes: 140,
    premiered: '1924-12-04',
    ratings: [{ value: 7 }],
    studios: ['MGM'],
    knownFrom: 'provider',
    provenance: { title: 'radarr', year: 'radarr', plot: 'radarr', runtimeMinutes: 'radarr', ratings: 'radarr' },
  })
})

test('what an NFO or a provider gave, and what a person locked, stays', async () => {
  await using film = await setup({
    provenance: { title: 'nfo', plot: 'tmdb', year: 'manual', 'ratings.imdb': 'tmdb', genres: 'tmdb' },
    lockedFields: ['year'],
  })
  expect(await enrichItems(film.db, 'movie', 'radarr', [{ id: film.id, ...said }])).toEqual(new Set())
  expect(await film.stored()).toMatchObject({
    title: 'Greed',
    sortTitle: 'greed',
    year: 1924,
    plot: 'Stored.',
    ratings: [{ value: 8 }],
    runtimeMinutes: 140,
    provenance: { title: 'nfo', plot: 'tmdb', year: 'manual', runtimeMinutes: 'radarr' },
  })
})

test('what the same server had said is replaced, and what it says no more stays', async () => {
  await using film = await setup({ provenance: { title: 'name' } })
  await enrichItems(film.db, 'movie', 'radarr', [{ id: film.id, ...said }])
  await enrichItems(film.db, 'movie', 'radarr', [{ id: film.id, title: 'Greed', sortTitle: 'greed', plot: 'Said anew.' }])
  expect(await film.stored()).toMatchObject({ title: 'Greed', plot: 'Said anew.', year: 1925, runtimeMinutes: 140 })
})
