import { expect, test } from 'vitest'
import { isProviderError } from '../provider-error.ts'
import { setupTmdb } from './test-tmdb.ts'

test('a film comes with all that is known of it, in one request', async () => {
  await using setup = await setupTmdb({ country: 'DE' })
  const { simulator, tmdb, signal } = setup
  simulator.addMovie({
    id: 653,
    title: 'Nosferatu',
    original_title: 'Nosferatu, eine Symphonie des Grauens',
    original_language: 'de',
    release_date: '1922-02-16',
    runtime: 95,
    tagline: 'A Symphony of Horror',
    vote_average: 7.7,
    vote_count: 2000,
    genres: [{ id: 27, name: 'Horror' }],
    belongs_to_collection: { id: 9, name: 'Vampires' },
    poster_path: '/p.jpg',
    external_ids: { imdb_id: 'tt0013442', wikidata_id: 'Q151895' },
    keywords: { keywords: [{ id: 1, name: 'vampire' }] },
    release_dates: {
      results: [
        {
          iso_3166_1: 'DE',
          release_dates: [
            { certification: '', type: 1 },
            { certification: '12', type: 3 },
          ],
        },
      ],
    },
    credits: {
      cast: [
        { id: 2, name: 'Gustav von Wangenheim', character: '', order: 1 },
        { id: 1, name: 'Max Schreck', character: 'Graf Orlok', order: 0, profile_path: '/s.jpg' },
        { id: 3, name: null, character: 'Nobody' },
      ],
      crew: [
        { id: 4, name: 'F. W. Murnau', job: 'Director', department: 'Directing' },
        { id: 5, name: 'Henrik Galeen', job: 'Screenplay', department: 'Writing' },
        { id: 5, name: 'Henrik Galeen', job: 'Story', department: 'Writing' },
      ],
    },
    images: {
      posters: [
        { file_path: '/q.jpg', iso_639_1: 'de', width: 10, height: 15, vote_average: 5 },
        { file_path: '/p.jpg', iso_639_1: null },
      ],
    },
    videos: { results: [{ site: 'YouTube', key: 'abc', type: 'Trailer', name: 'Trailer', iso_639_1: 'en', official: true }] },
    translations: { translations: [{ iso_639_1: 'fr', iso_3166_1: 'FR', data: { title: 'Nosferatu le vampire', overview: 'Un comte.' } }] },
  })
  const movie = await tmdb.movie('653', { signal, languages: ['en', 'fr'] })
  expect(movie).toMatchObject({
    changed: true,
    id: '653',
    fields: {
      title: 'Nosferatu',
      originalTitle: 'Nosferatu, eine Symphonie des Grauens',
      year: 1922,
      premiered: '1922-02-16',
      runtimeMinutes: 95,
      plot: 'Nosferatu is about something.',
      genres: ['Horror'],
      tags: ['vampire'],
      set: { name: 'Vampires', tmdbId: '9' },
      ratings: [{ source: 'tmdb', value: 7.7, max: 10, votes: 2000 }],
      certification: '12',
      certifications: { DE: '12' },
      uniqueIds: { tmdb: '653', imdb: 'tt0013442', wikidata: 'Q151895' },
      actors: [
        { name: 'Max Schreck', role: 'Graf Orlok', uniqueIds: { tmdb: '1' }, thumb: `${simulator.imageUrl}/original/s.jpg` },
        { name: 'Gustav von Wangenheim', role: '' },
      ],
      directors: [{ name: 'F. W. Murnau', uniqueIds: { tmdb: '4' } }],
      writers: [{ name: 'Henrik Galeen', uniqueIds: { tmdb: '5' } }],
      trailer: 'https://www.youtube.com/watch?v=abc',
      artwork: [
        { type: 'poster', url: `${simulator.imageUrl}/original/p.jpg` },
        { type: 'poster', language: 'de', width: 10, height: 15 },
      ],
      translations: [{ language: 'fr', title: 'Nosferatu le vampire', plot: 'Un comte.' }],
    },
  })
  expect(simulator.requests).toHaveLength(1)
})

test('a text that nobody has translated comes in the next language', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addMovie({
    id: 1,
    title: 'Greed',
    translations: { translations: [{ iso_639_1: 'en', iso_3166_1: 'US', data: { title: '', overview: 'A dentist.' } }] },
  })
  expect(await tmdb.movie('1', { signal, languages: ['de-AT', 'en'] })).toMatchObject({ fields: { title: 'Greed', plot: 'A dentist.' } })
  expect(simulator.requests[0]?.query).toMatchObject({ language: 'de-AT', include_image_language: 'de,en,null' })
})

test('a film that did not change since is not sent again, and one in another language is', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addMovie({ id: 1, title: 'Greed' })
  const first = await tmdb.movie('1', { signal })
  const version = first.changed ? first.version : undefined
  expect(await tmdb.movie('1', { signal, version })).toEqual({ changed: false, id: '1' })
  expect(await tmdb.movie('1', { signal, version, languages: ['fr'] })).toMatchObject({ changed: true })
  simulator.change('movie', 1, { tagline: 'New' })
  expect(await tmdb.movie('1', { signal, version })).toMatchObject({ changed: true, fields: { tagline: 'New' } })
  expect(simulator.requests.map(({ status }) => status)).toEqual([200, 304, 200, 200])
})

test('a search takes the year into account where there is such a film, and gives its candidates otherwise', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addMovie({ id: 1, title: 'Nosferatu', release_date: '1922-02-16', popularity: 5 })
  simulator.addMovie({ id: 2, title: 'Nosferatu', release_date: '2024-12-25', popularity: 50 })
  const ids = async (title: string, year?: number) => (await tmdb.searchMovies({ title, year }, { signal })).map(({ id }) => id)
  expect(await ids('nosferatu')).toEqual(['2', '1'])
  expect(await ids('nosferatu', 1922)).toEqual(['1'])
  expect(await ids('nosferatu', 1990)).toEqual(['2', '1'])
  expect(await ids('greed')).toEqual([])
})

test('ids of others lead to its own, of the right type', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addMovie({ id: 653, title: 'Nosferatu', external_ids: { imdb_id: 'tt0013442' } })
  simulator.addSeries({ id: 1399, name: 'Game of Thrones', seasons: 1, external_ids: { imdb_id: 'tt0944947', tvdb_id: 121361 } })
  expect(await tmdb.findMovie({ imdb: 'tt0013442' }, { signal })).toBe('653')
  expect(await tmdb.findMovie({ imdb: 'tt0944947' }, { signal })).toBeUndefined()
  expect(await tmdb.findSeries({ imdb: 'tt0000000', tvdb: '121361' }, { signal })).toBe('1399')
  expect(await tmdb.findMovie({ tmdb: '7' }, { signal })).toBe('7')
})

test('a person comes in one request', async () => {
  await using setup = await setupTmdb()
  const { simulator, tmdb, signal } = setup
  simulator.addPerson({
    id: 1,
    name: 'Max Schreck',
    birthday: '1879-09-06',
    deathday: '0000-00-00',
    profile_path: '/s.jpg',
    external_ids: { imdb_id: 'nm0775180' },
  })
  const person = await tmdb.person('1', { signal })
  expect(person).toMatchObject({
    fields: { name: 'Max Schreck', born: '1879-09-06', uniqueIds: { tmdb: '1', imdb: 'nm0775180' }, artwork: [{ type: 'profile' }] },
  })
  expect(person.changed && person.fields.died).toBeUndefined()
})

test('changes are read by windows of two weeks and pages of a hundred', async () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  await using setup = await setupTmdb({ clock: { now: () => now } as never }, { now: () => now - 3_600_000 })
  const { simulator, tmdb, signal } = setup
  for (let id = 1; id <= 250; id++) simulator.addMovie({ id, title: `Film ${id}` })
  simulator.addSeries({ id: 7, name: 'Series', seasons: 1 })
  expect(await tmdb.changedMovies(new Date('2026-02-01T00:00:00Z'), { signal })).toHaveLength(250)
  expect(simulator.requests.map(({ query }) => `${query['start_date']} ${query['end_date']} ${query['page']}`)).toEqual([
    '2026-02-01 2026-02-15 1',
    '2026-02-15 2026-03-01 1',
    '2026-02-15 2026-03-01 2',
    '2026-02-15 2026-03-01 3',
    '2026-03-01 2026-03-01 1',
    '2026-03-01 2026-03-01 2',
    '2026-03-01 2026-03-01 3',
  ])
  expect(await tmdb.changedSeries(new Date('2026-02-28T00:00:00Z'), { signal })).toEqual(['7'])
})

test('a key that is refused is named with its setting', async () => {
  await using setup = await setupTmdb({ token: 'wrong' })
  const failure = setup.tmdb.check({ signal: setup.signal })
  await expect(failure).rejects.toSatisfy((error) => isProviderError(error, 'unauthorised'))
  await expect(failure).rejects.toThrow('check metadata.tmdb.token')
  await using good = await setupTmdb()
  await good.tmdb.check({ signal: good.signal })
})
