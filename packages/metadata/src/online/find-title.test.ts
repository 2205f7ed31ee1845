import { describe, expect, test } from 'vitest'
import { setupTmdb } from '../providers/tmdb/test-tmdb.ts'
import { findTitle, rankTitles, type TitleClues } from './find-title.ts'

const setup = async () => {
  const { simulator, tmdb, signal, ...rest } = await setupTmdb()
  simulator.addMovie({ id: 1, title: 'Nosferatu', release_date: '1922-02-16', external_ids: { imdb_id: 'tt0013442' }, popularity: 1 })
  simulator.addMovie({ id: 2, title: 'Nosferatu', release_date: '2024-12-25', popularity: 90 })
  simulator.addMovie({ id: 3, title: 'Nosferatu the Vampyre', release_date: '1979-01-17', original_title: 'Nosferatu: Phantom der Nacht' })
  const find = async (clues: Omit<TitleClues, 'type'>) => await findTitle(tmdb, { type: 'movie', ...clues }, { signal })
  return { simulator, find, ...rest }
}

test('its own id decides without a question, the id of another with one', async () => {
  await using at = await setup()
  expect(await at.find({ ids: { tmdb: '7' }, titles: ['Nosferatu'] })).toMatchObject({ id: '7', confidence: 1 })
  expect(at.simulator.requests).toHaveLength(0)
  expect(await at.find({ ids: { imdb: 'tt0013442' }, titles: ['Something else'] })).toMatchObject({ id: '1' })
  expect(at.simulator.requests).toHaveLength(1)
})

test('title and year tell remakes apart, however well known the other is', async () => {
  await using at = await setup()
  expect(await at.find({ ids: {}, titles: ['NOSFERATU'], year: 1922 })).toMatchObject({ id: '1', confidence: 0.9 })
  expect(await at.find({ ids: {}, titles: ['Nosferatu'], year: 2024 })).toMatchObject({ id: '2' })
})

test('a title that several have is not guessed without a year', async () => {
  await using at = await setup()
  expect(await at.find({ ids: {}, titles: ['Nosferatu'] })).toMatchObject({
    id: undefined,
    candidates: [{ id: '2', confidence: 0.5 }, { id: '1', confidence: 0.5 }, { id: '3' }],
  })
})

test('the year beside counts where no other film is nearer; one further off does not', async () => {
  await using at = await setup()
  expect(await at.find({ ids: {}, titles: ['Nosferatu'], year: 1921 })).toMatchObject({ id: '1', confidence: 0.8 })
  expect(await at.find({ ids: {}, titles: ['Nosferatu'], year: 1930 })).toMatchObject({ id: undefined })
})

test('an original title is a title', async () => {
  await using at = await setup()
  expect(await at.find({ ids: {}, titles: ['Nosferatu - Phantom der Nacht'], year: 1979 })).toMatchObject({ id: '3' })
})

test('a title in any language is a title, in the right year', async () => {
  await using at = await setup()
  const data = { title: 'Der Pate' }
  const translations = { translations: [{ iso_639_1: 'de', iso_3166_1: 'DE', data }] }
  at.simulator.addMovie({ id: 238, title: 'The Godfather', release_date: '1972-03-14', translations })
  expect(await at.find({ ids: {}, titles: ['Der Pate'], year: 1972 })).toMatchObject({ id: '238', confidence: 0.85 })
  expect(await at.find({ ids: {}, titles: ['Der Pate'] })).toMatchObject({ id: undefined, candidates: [{ id: '238' }] })
})

describe('the first result of a search', () => {
  test.each<[string, number | undefined]>([
    ['Alien', 1979],
    ['Alien', undefined],
  ])('is not taken for being the first: %s %s', (title, year) => {
    const [first] = rankTitles([{ id: '1', title: 'Aliens', year: 1986, popularity: 99 }], { titles: [title], year })
    expect(first?.confidence).toBeLessThan(0.5)
  })
})
