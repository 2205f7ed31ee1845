import { expect, test } from 'vitest'
import { mergeMovie, type MovieSource } from './merge-movie.ts'
import { provenanceAfter, rankSources, storedSources, withoutWorse } from './rank-sources.ts'

const order = ['tmdb', 'tvmaze']

test('sources rank: a person, the NFO, providers in the order of the library, further ones, the container, the name', () => {
  const sources = ['name', 'container', 'other', 'tvmaze', 'tmdb', 'nfo', 'manual'].map((source) => ({ source }))
  expect(rankSources(sources, order).map(({ source }) => source)).toEqual(['manual', 'nfo', 'tmdb', 'tvmaze', 'other', 'container', 'name'])
})

const stored = {
  fields: { title: 'From the NFO', plot: 'From TMDb', year: 1924, tagline: null, ratings: [{ source: 'tmdb', value: 8, max: 10 }] },
  lockedFields: ['plot'],
  provenance: { title: 'nfo', plot: 'manual', year: 'name', 'ratings.tmdb': 'tmdb' },
}

test('what is stored is taken apart by its sources: locked first, the rest in its rank', () => {
  expect(storedSources(stored, 'unseen')).toEqual({
    first: [{ source: 'manual', fields: { plot: 'From TMDb' }, lockedFields: ['plot'] }],
    ranked: [
      { source: 'nfo', fields: { title: 'From the NFO' } },
      { source: 'manual', fields: { plot: 'From TMDb' } },
      { source: 'name', fields: { year: 1924 } },
      { source: 'tmdb', fields: { ratings: [{ source: 'tmdb', value: 8, max: 10 }] } },
    ],
    last: [],
  })
})

test('an NFO that is read again speaks for itself; of one that is gone its words come last', () => {
  const titles = ({ ranked, last }: Record<'ranked' | 'last', { fields: object }[]>) =>
    [ranked, last].map((list) => list.flatMap(({ fields }) => Object.keys(fields)))
  expect(titles(storedSources(stored, 'read'))).toEqual([['plot', 'ratings'], []])
  expect(titles(storedSources(stored, 'gone'))).toEqual([['plot', 'ratings'], ['title']])
})

test('a list that is stored from a better source is not replaced by a worse one, and keeps its provenance', () => {
  const worse: MovieSource = { source: 'tvmaze', fields: { plot: 'Another', actors: [{ name: 'A', role: '' }], genres: ['Drama'] } }
  const provenance = { actors: 'tmdb', genres: 'name' }
  const left = withoutWorse(worse, { provenance, providers: order, nfo: 'unseen' })
  expect(left.fields).toEqual({ plot: 'Another', genres: ['Drama'] })
  expect(provenanceAfter(provenance, mergeMovie([left]).provenance)).toEqual({ actors: 'tmdb', genres: 'tvmaze', plot: 'tvmaze' })
})
