import { expect, it } from 'vitest'
import { readProviderIds } from './provider-ids.ts'

const ids = (text: string) => readProviderIds(text).map(({ provider, id }) => `${provider} ${id}`)

it.each([
  ['Ran (1985) {tmdb-11645}', ['tmdb 11645']],
  ['Ran (1985) [tmdbid=11645]', ['tmdb 11645']],
  ['Ran (1985) [imdbid-tt0089881]', ['imdb tt0089881']],
  ['Ran (1985) {imdb-tt0089881}{tvdb-42}', ['imdb tt0089881', 'tvdb 42']],
  ['Ran.1985.tt0089881.mkv', ['imdb tt0089881']],
  ['Ran (1985) (tt0089881)', ['imdb tt0089881']],
])('finds the ids of %s', (text, expected) => {
  expect(ids(text)).toEqual(expected)
})

it.each(['Ran {imdb-42}', 'Ran tmdb-42', 'Ran [tmdb-42}', 'Matt1234567', 'Ran {tmdb-}'])('finds none in %s', (text) => {
  expect(ids(text)).toEqual([])
})

it('gives the stretch with its brackets, so that it can be taken out of the title', () => {
  const text = 'Ran [tmdbid-11645] (tt0089881)'
  expect(readProviderIds(text).map(({ start, end }) => text.slice(start, end))).toEqual(['[tmdbid-11645]', '(tt0089881)'])
})
