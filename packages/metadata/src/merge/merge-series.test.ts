import { expect, test } from 'vitest'
import { mergeEpisode, mergeSeries } from './merge-series.ts'

test('a series is merged field by field in the order of its sources; ids, age ratings and translations entry by entry', () => {
  const merged = mergeSeries([
    { source: 'nfo', fields: { title: 'Les Vampires', plot: '' } },
    {
      source: 'tmdb',
      fields: {
        title: 'The Vampires',
        plot: 'A gang.',
        uniqueIds: { tmdb: '1', imdb: 'tt0006206' },
        certifications: { FR: 'U' },
        translations: [{ language: 'fr', title: 'Les Vampires' }],
        otherTitles: [{ title: 'The Vampires' }],
      },
    },
    {
      source: 'tvmaze',
      fields: {
        networks: ['Gaumont'],
        uniqueIds: { tvmaze: '2', imdb: 'tt0000001' },
        certifications: { FR: '12', US: 'TV-14' },
        translations: [{ language: 'de', title: 'Die Vampire' }],
        otherTitles: [{ title: 'Die Vampire', language: 'de' }],
      },
    },
  ])
  expect(merged.fields).toEqual({
    title: 'Les Vampires',
    plot: 'A gang.',
    networks: ['Gaumont'],
    uniqueIds: { tmdb: '1', imdb: 'tt0006206', tvmaze: '2' },
    certifications: { FR: 'U', US: 'TV-14' },
    translations: [
      { language: 'fr', title: 'Les Vampires' },
      { language: 'de', title: 'Die Vampire' },
    ],
    otherTitles: [{ title: 'The Vampires' }, { title: 'Die Vampire', language: 'de' }],
  })
  expect(merged.provenance).toMatchObject({ title: 'nfo', networks: 'tvmaze', 'uniqueIds.imdb': 'tmdb', 'certifications.US': 'tvmaze' })
})

test('what a person locked of an episode stays', () => {
  const merged = mergeEpisode([
    { source: 'tmdb', fields: { title: 'The Severed Head', plot: 'A head.' } },
    { source: 'manual', fields: { title: 'Mine' }, lockedFields: ['title'] },
  ])
  expect(merged).toEqual({
    fields: { title: 'Mine', plot: 'A head.' },
    provenance: { title: 'manual', plot: 'tmdb' },
    lockedFields: ['title'],
  })
})
