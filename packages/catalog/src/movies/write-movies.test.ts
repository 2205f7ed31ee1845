import { migrate } from '@backlot/jobs'
import { openTestDatabase } from '@backlot/testing'
import { expect, test } from 'vitest'
import type { CatalogDatabase } from '../catalog-database.ts'
import { catalogMigrations } from '../catalog-migrations.ts'
import { nearTitles } from '../files/suggest-candidates.ts'
import { findKnownItems } from '../items/known-items.ts'
import { findMovie } from './find-movie.ts'
import { listMovies } from './list-movies.ts'
import { movieDocuments } from './movie-documents.ts'
import { writeMovies, type MovieToWrite } from './write-movies.ts'

const setup = async () => {
  const database = await openTestDatabase<CatalogDatabase>({
    template: 'catalog',
    prepare: async (url) => void (await migrate(url, [catalogMigrations])),
  })
  const { db } = database
  return {
    db,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
    },
  }
}

const id = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`

const movie = (number: number, title: string, overrides: Partial<MovieToWrite> = {}): MovieToWrite => ({
  id: id(number),
  replaces: false,
  title,
  sortTitle: title.toLowerCase(),
  ratings: [],
  countries: [],
  studios: [],
  tags: [],
  knownFrom: 'nfo',
  lockedFields: [],
  provenance: {},
  titles: [{ title, normalized: title.toLowerCase() }],
  externalIds: [],
  credits: [],
  artwork: {},
  ...overrides,
})

const actor = (name: string, role = '') => ({ kind: 'actor', name, knownBy: `name:${name.toLowerCase()}`, role }) as const
const director = (name: string) => ({ kind: 'director', name, knownBy: `name:${name.toLowerCase()}`, role: '' }) as const

test('credits are replaced by kind; a kind that a source says nothing about is never erased', async () => {
  await using at = await setup()
  await writeMovies(at.db, [
    movie(1, 'Greed', { credits: [actor('Zasu Pitts', 'Trina'), actor('Zasu Pitts'), director('Erich von Stroheim')], genres: ['Drama'] }),
  ])
  await writeMovies(at.db, [movie(1, 'Greed', { replaces: true, credits: [actor('Jean Hersholt')] })])
  expect(await findMovie(at.db, id(1))).toMatchObject({
    genres: ['Drama'],
    credits: [
      { kind: 'actor', name: 'Jean Hersholt', role: '' },
      { kind: 'director', name: 'Erich von Stroheim' },
    ],
  })
})

test('an id of a provider stays with the film that has it, and is found as no other provider’s', async () => {
  await using at = await setup()
  const tmdb = { provider: 'tmdb', value: '603' }
  await writeMovies(at.db, [movie(1, 'First', { externalIds: [tmdb] }), movie(2, 'Second', { externalIds: [tmdb] })])
  const find = async (provider: string) =>
    (await findKnownItems(at.db, { type: 'movie', itemIds: [], titles: [], externalIds: [{ provider, value: '603' }] })).map(
      ({ title }) => title,
    )
  expect(await find('tmdb')).toEqual(['First'])
  expect(await find('tvdb')).toEqual([])
})

test('films are found by every title, and near titles by whole words', async () => {
  await using at = await setup()
  const titles = [
    { title: 'The Last Laugh', normalized: 'last laugh' },
    { title: 'Der letzte Mann', normalized: 'letzte mann', language: 'de' },
  ]
  await writeMovies(at.db, [
    movie(1, 'The Last Laugh', { year: 1924, titles }),
    movie(2, 'Laughter', { titles: [{ title: 'Laughter', normalized: 'laughter' }] }),
  ])
  const known = await findKnownItems(at.db, { type: 'movie', itemIds: [], titles: ['letzte mann'], externalIds: [] })
  expect(known).toMatchObject([{ id: id(1), year: 1924, titles: ['last laugh', 'letzte mann'] }])
  const near = await nearTitles(at.db, 'movie', [
    { fileId: '1', title: 'last laugh 1080p rip' },
    { fileId: '2', title: 'letzte' },
    { fileId: '3', title: 'laugh' },
  ])
  expect(near.map(({ fileId, itemId }) => [fileId, itemId])).toEqual([
    ['1', id(1)],
    ['2', id(1)],
  ])
})

test('films are listed by title a page at a time, and given to a search index whole', async () => {
  await using at = await setup()
  await writeMovies(at.db, [movie(1, 'C'), movie(2, 'A', { credits: [actor('Zasu Pitts')], genres: ['Drama', 'Silent'] }), movie(3, 'B')])
  const first = await listMovies(at.db, { limit: 2 })
  expect(first.movies.map(({ title }) => title)).toEqual(['A', 'B'])
  const second = await listMovies(at.db, { limit: 2, ...(first.next !== undefined && { after: first.next }) })
  expect(second).toMatchObject({ movies: [{ title: 'C' }], next: undefined })
  expect(await movieDocuments(at.db, [id(2), id(9)])).toMatchObject([
    { title: 'A', genres: ['Drama', 'Silent'], people: ['Zasu Pitts'], hasFile: false, libraryIds: [] },
  ])
})
