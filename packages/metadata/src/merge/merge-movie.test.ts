import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMovieNfo } from '../nfo/parse-movie-nfo.ts'
import { mergeMovie } from './merge-movie.ts'
import type { MovieSource } from './merge-movie.ts'
import { containerSource, nameSource, nfoSource } from './movie-sources.ts'

test('the first source that knows a field gives it, and is named', () => {
  const merged = mergeMovie([
    { source: 'nfo', fields: { title: 'Nosferatu', plot: '' } },
    { source: 'container', fields: { title: 'NOSFERATU_T00', runtimeMinutes: 94 } },
    { source: 'name', fields: { title: 'Nosferatu', year: 1922 } },
    { source: 'tmdb', fields: { plot: 'A count moves house.', year: 1921, genres: ['Horror'] } },
  ])
  expect(merged).toEqual({
    fields: { title: 'Nosferatu', plot: 'A count moves house.', runtimeMinutes: 94, year: 1922, genres: ['Horror'] },
    provenance: { title: 'nfo', plot: 'tmdb', runtimeMinutes: 'container', year: 'name', genres: 'tmdb' },
    lockedFields: [],
  })
})

test('ids, ratings and artwork are merged entry by entry', () => {
  const merged = mergeMovie([
    {
      source: 'nfo',
      fields: {
        uniqueIds: { imdb: 'tt0013442' },
        ratings: [{ source: 'imdb', value: 7.8, max: 10 }],
        artwork: [
          { type: 'poster', url: 'https://images.example/1.jpg' },
          { type: 'poster', url: 'https://images.example/2.jpg' },
        ],
      },
    },
    {
      source: 'tmdb',
      fields: {
        uniqueIds: { imdb: 'tt0000001', tmdb: '653' },
        ratings: [
          { source: 'imdb', value: 1, max: 10 },
          { source: 'tmdb', value: 7.7, max: 10 },
        ],
        artwork: [
          { type: 'poster', url: 'https://images.example/3.jpg' },
          { type: 'logo', url: 'https://images.example/4.png' },
        ],
      },
    },
  ])
  expect(merged.fields.uniqueIds).toEqual({ imdb: 'tt0013442', tmdb: '653' })
  expect(merged.fields.ratings?.map((rating) => rating.value)).toEqual([7.8, 7.7])
  expect(merged.fields.artwork?.map((picture) => picture.url.slice(-5))).toEqual(['1.jpg', '2.jpg', '4.png'])
  expect(merged.provenance).toEqual({
    'uniqueIds.imdb': 'nfo',
    'uniqueIds.tmdb': 'tmdb',
    'ratings.imdb': 'nfo',
    'ratings.tmdb': 'tmdb',
    'artwork.poster': 'nfo',
    'artwork.logo': 'tmdb',
  })
})

describe('locks', () => {
  test('a locked field stays, whatever stands before it', () => {
    const merged = mergeMovie([
      { source: 'nfo', fields: { title: 'Nosferatu', plot: 'From the NFO.' } },
      { source: 'person', fields: { title: 'My Nosferatu', plot: 'Mine.' }, lockedFields: ['title'] },
    ])
    expect(merged).toEqual({
      fields: { title: 'My Nosferatu', plot: 'From the NFO.' },
      provenance: { title: 'person', plot: 'nfo' },
      lockedFields: ['title'],
    })
  })

  test('a source that is locked as a whole keeps all it knows, and no more', () => {
    const merged = mergeMovie([
      { source: 'tmdb', fields: { title: 'Nosferatu', tagline: 'A Symphony of Horror', actors: [{ name: 'Max Schreck', role: '' }] } },
      { source: 'nfo', fields: { title: 'Nosferatu!', actors: [] }, locked: true },
    ])
    expect(merged.fields).toEqual({
      title: 'Nosferatu!',
      tagline: 'A Symphony of Horror',
      actors: [{ name: 'Max Schreck', role: '' }],
    })
    expect(merged.lockedFields).toEqual(['title'])
  })

  test('an empty value is not kept by a lock', () => {
    const merged = mergeMovie([
      { source: 'nfo', fields: { tagline: ' ' }, lockedFields: ['tagline'] },
      { source: 'tmdb', fields: { tagline: 'A Symphony of Horror' } },
    ])
    expect(merged.fields.tagline).toBe('A Symphony of Horror')
    expect(merged.lockedFields).toEqual([])
  })
})

test('the result shares nothing with its sources', () => {
  const actors = [{ name: 'Max Schreck', role: 'Count Orlok' }]
  const { fields } = mergeMovie([{ source: 'nfo', fields: { actors, set: { name: 'Vampires' } } }])
  fields.actors?.push({ name: 'Somebody', role: '' })
  expect(actors).toHaveLength(1)
})

test('whatever the sources: each value has its source, no empty one wins, and merging again changes nothing', () => {
  const text = fc.constantFrom('', ' ', 'a', 'b')
  const fields = fc.record(
    { title: text, plot: text, genres: fc.array(text, { maxLength: 2 }), uniqueIds: fc.dictionary(fc.constantFrom('imdb', 'tmdb'), text) },
    { requiredKeys: [] },
  )
  const source = fc.record<MovieSource>(
    { source: fc.constantFrom('nfo', 'name', 'tmdb'), fields, locked: fc.boolean(), lockedFields: fc.subarray(['title', 'genres']) },
    { requiredKeys: ['source', 'fields'] },
  )
  fc.assert(
    fc.property(fc.array(source, { maxLength: 4 }), (sources) => {
      const merged = mergeMovie(sources)
      for (const [field, value] of Object.entries(merged.fields)) {
        expect(value).not.toSatisfy((each) => typeof each === 'string' && each.trim() === '')
        expect(Object.keys(merged.provenance).some((key) => key === field || key.startsWith(`${field}.`))).toBe(true)
      }
      expect(mergeMovie([{ source: 'merged', fields: merged.fields }]).fields).toEqual(merged.fields)
    }),
  )
})

describe('sources', () => {
  test('an NFO brings its locks', () => {
    const nfo = parseMovieNfo('<movie><title>Nosferatu</title><lockedfields>Name</lockedfields></movie>')
    expect(mergeMovie([{ source: 'person', fields: { title: 'Other' } }, nfoSource(nfo)]).fields.title).toBe('Nosferatu')
  })

  const container = (title: string) =>
    containerSource({
      readable: true,
      container: 'matroska',
      durationSeconds: 5640,
      video: [],
      audio: [],
      subtitles: [],
      tags: { title, year: 1922 },
    })

  test('a container brings title, year and length', () => {
    expect(container('Nosferatu')).toEqual({ source: 'container', fields: { title: 'Nosferatu', year: 1922, runtimeMinutes: 94 } })
  })

  test.each([
    'Nosferatu.1922.1080p.BluRay',
    'Nosferatu 1080p x264',
    'Encoded by GRP',
    'www.films.example',
    'Nosferatu_t00',
    'films.com presents',
  ])('a title tag that is a name of a release or a maker is left out: %s', (title) => {
    expect(container(title).fields.title).toBeUndefined()
  })

  test.each(['S.W.A.T.', 'Mr. & Mrs. Smith', '300', 'M', 'Web of Lies'])('a title stays a title: %s', (title) => {
    expect(container(title).fields.title).toBe(title)
  })

  test('a name brings what it says', () => {
    expect(nameSource({ title: 'Nosferatu', year: 1922 })).toEqual({ source: 'name', fields: { title: 'Nosferatu', year: 1922 } })
  })
})
