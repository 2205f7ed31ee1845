import { isPermanentError } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import type { TmdbFault } from '@backlot/simulators'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { matchMovieFile } from './args.ts'
import { greed, setupOnline, type TestOnline } from './testing/test-online.ts'
import { matchMovieFileWorker } from './workers/match-movie-file.ts'

const files = { 'Greed (1924)/Greed (1924).mkv': 'a' }

const nfo = (plot: string) => `<movie><title>Greed</title><year>1924</year>${plot}</movie>`

/** All that is stored of films, ids and times left aside. */
const everything = async ({ library: { ports } }: TestOnline): Promise<unknown> => {
  const { rows } = await sql<{ all: unknown }>`
    select jsonb_build_object(
      'movies', (select jsonb_agg(to_jsonb(m) - 'id' - 'collection_id' - 'created_at' - 'updated_at' order by title) from backlot.movies m),
      'titles', (select jsonb_agg(jsonb_build_array(title, language) order by title) from backlot.item_titles),
      'ids', (select jsonb_agg(jsonb_build_array(provider, value) order by provider) from backlot.item_external_ids),
      'genres', (select jsonb_agg(g.name order by i.position) from backlot.item_genres i join backlot.genres g on g.id = i.genre_id),
      'credits', (select jsonb_agg(jsonb_build_array(c.kind, p.name, c.role) order by c.kind, c.position) from backlot.credits c join backlot.people p on p.id = c.person_id),
      'artwork', (select jsonb_agg(jsonb_build_array(source, type) order by source, type) from backlot.artwork),
      'details', (select jsonb_agg(jsonb_build_array(country, certification)) from backlot.item_certifications),
      'translations', (select jsonb_agg(jsonb_build_array(language, title, overview) order by language) from backlot.item_translations),
      'trailers', (select jsonb_agg(url) from backlot.item_trailers)
    ) as all`.execute(ports.db)
  return rows[0]?.all
}

test('a scan asks nobody: what needs a provider becomes a job in the same transaction', async () => {
  await using at = await setupOnline({ ...files, 'Loose.mkv': 'b' })
  at.tmdb.addMovie(greed)
  const { inserted } = await at.library.perform()
  expect(inserted.filter(({ kind }) => /^(metadata|movie)_/.test(kind)).map(({ kind, inTransaction }) => [kind, inTransaction])).toEqual([
    ['metadata_refresh_movie', true],
    ['movie_file_match', true],
  ])
  expect(at.tmdb.requests).toEqual([])
})

test('a film that is known from its name gets everything that the provider knows', async () => {
  await using at = await setupOnline(files, { options: { languages: ['en'] } })
  at.tmdb.addMovie(greed)
  await at.library.scan()
  expect((await at.refresh('Greed')).result).toEqual({ sources: ['name', 'tmdb'] })
  expect(await at.library.film('Greed')).toMatchObject({
    overview: 'A dentist wins.',
    knownFrom: 'provider',
    certification: 'NR',
    collection: { name: 'Stroheim' },
    genres: ['Drama'],
    externalIds: [
      { provider: 'imdb', value: 'tt0015881' },
      { provider: 'tmdb', value: '23282' },
    ],
    credits: [
      { kind: 'actor', name: 'Gibson Gowland', role: 'McTeague' },
      { kind: 'actor', name: 'Zasu Pitts', role: '' },
      { kind: 'director', name: 'Erich von Stroheim' },
    ],
  })
  expect(await at.library.find('Gier')).toEqual(['Greed'])
  expect(at.tmdb.requests.map(({ path }) => path)).toEqual(['/search/movie', '/movie/23282'])
})

test('its pictures become jobs with what it told, but for those that lie beside the film', async () => {
  await using at = await setupOnline({ ...files, 'Greed (1924)/poster.jpg': 'p' })
  at.tmdb.addMovie({ ...greed, images: { posters: [{ file_path: '/p.jpg' }], backdrops: [{ file_path: '/b.jpg' }] } })
  await at.library.scan()
  const pictures = (await at.refresh('Greed')).inserted.filter(({ kind }) => kind === 'metadata_download_image')
  expect(pictures).toMatchObject([{ inTransaction: true, args: { imageType: 'backdrop', source: `${at.tmdb.imageUrl}/original/b.jpg` } }])
  expect((await at.refresh('Greed')).inserted.filter(({ kind }) => kind === 'metadata_download_image')).toEqual([])
})

test('a job can name the languages that texts are wanted in, the preferred first', async () => {
  await using at = await setupOnline(files)
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.refresh('Greed', { languages: ['de', 'en'] })
  expect(at.tmdb.requests.at(-1)?.query).toMatchObject({ language: 'de', include_image_language: 'de,en,null' })
  const { db } = at.library.ports
  expect(await db.selectFrom('backlot.movies').select(['title', 'overview']).execute()).toEqual([
    { title: 'Gier', overview: 'Ein Zahnarzt gewinnt.' },
  ])
  expect(await at.library.find('Greed')).toEqual(['Gier'])
})

test('a refresh of what did not change is one short answer and loses nothing', async () => {
  await using at = await setupOnline(files)
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.refresh('Greed')
  const before = await everything(at)
  await at.refresh('Greed')
  expect(at.tmdb.requests.at(-1)?.status).toBe(304)
  expect(await everything(at)).toEqual(before)
  await at.library.scan({ force: true })
  expect(await everything(at)).toEqual(before)
})

test('what an NFO says goes before the provider, which says the rest; when the NFO is gone the provider speaks', async () => {
  await using at = await setupOnline({ ...files, 'Greed (1924)/Greed (1924).nfo': nfo('<plot>From the NFO.</plot>') })
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.refresh('Greed')
  expect(await at.library.film('Greed')).toMatchObject({ overview: 'From the NFO.', genres: ['Drama'], credits: [{}, {}, {}] })
  await at.library.folder.write({ 'Greed (1924)/Greed (1924).nfo': nfo('<genre>Tragedy</genre>') })
  await at.library.scan({ force: true })
  await at.refresh('Greed')
  expect(await at.library.film('Greed')).toMatchObject({ overview: 'A dentist wins.', genres: ['Tragedy'] })
})

test('a person of the NFO is the one whom the provider tells of, in the catalog and in the search; who is left over leaves both', async () => {
  const star = nfo('<actor><name>ZASU  Pitts</name><role>Trina</role></actor><actor><name>Nobody</name></actor>')
  await using at = await setupOnline({ ...files, 'Greed (1924)/Greed (1924).nfo': star })
  at.tmdb.addMovie(greed)
  await at.library.scan()
  const people = async () => {
    const found = await at.library.search({ text: '', collections: ['people'] })
    const { rows } = await sql<{ name: string; known_by: string }>`select name, known_by from backlot.people order by name`.execute(
      at.library.ports.db,
    )
    return { found: found.hits.map(({ title }) => title).toSorted(), stored: rows.map((row) => `${row.known_by} ${row.name}`) }
  }
  expect((await people()).found).toEqual(['Nobody', 'ZASU  Pitts'])
  await at.refresh('Greed')
  const identified = {
    found: ['Erich von Stroheim', 'Nobody', 'Zasu Pitts'],
    stored: ['tmdb:3 Erich von Stroheim', 'name:nobody Nobody', 'tmdb:2 Zasu Pitts'],
  }
  expect(await people()).toEqual(identified)
  await at.library.scan({ force: true })
  await at.refresh('Greed')
  expect(await people()).toEqual(identified)
  expect((await at.library.film('Greed')).credits).toMatchObject([{ name: 'Zasu Pitts', role: 'Trina' }, { name: 'Nobody' }, {}])
})

test('fields that a person locked stay, whatever a provider says', async () => {
  await using at = await setupOnline(files)
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.library.ports.db
    .updateTable('backlot.movies')
    .set({ overview: 'Mine.', locked_fields: ['plot'], provenance: JSON.stringify({ plot: 'manual' }) })
    .execute()
  await at.refresh('Greed')
  at.tmdb.change('movie', greed.id, { overview: 'Another.' })
  await at.refresh('Greed', { force: true })
  expect(await at.library.film('Greed')).toMatchObject({ overview: 'Mine.', lockedFields: ['plot'], genres: ['Drama'] })
})

test('a title that several films have is not guessed; the film stays as it is', async () => {
  await using at = await setupOnline({ 'Greed/Greed.mkv': 'a' })
  at.tmdb.addMovie(greed)
  at.tmdb.addMovie({ id: 2, title: 'Greed', release_date: '2019-09-07', popularity: 99 })
  await at.library.scan()
  expect((await at.refresh('Greed')).result).toEqual({ sources: ['name'] })
  expect(await at.library.film('Greed')).toMatchObject({ knownFrom: 'name', externalIds: [] })
})

test('a film known by its name turns out to be one that the library has, and joins it', async () => {
  await using at = await setupOnline({ ...files, 'Gier (1924)/Gier (1924).mkv': 'b' })
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.refresh('Greed')
  const { id } = await at.library.film('Greed')
  expect((await at.refresh('Gier')).result).toEqual({ sources: [], joined: id })
  expect(await at.library.films()).toEqual(['Greed (1924)'])
  expect((await at.library.film('Greed')).files).toHaveLength(2)
  await at.library.scan({ force: true })
  expect(await at.library.films()).toEqual(['Greed (1924)'])
})

test.each<[TmdbFault, 'snoozed' | 'failed']>([
  ['status 500', 'snoozed'],
  ['status 503', 'snoozed'],
  ['silence', 'snoozed'],
  ['cut', 'snoozed'],
  ['html', 'snoozed'],
  ['wrong type', 'failed'],
  ['broken json', 'failed'],
  ['other json', 'failed'],
  ['huge', 'failed'],
])('%s: the job is %s, what is stored stays, and the next attempt is good', async (fault, outcome) => {
  await using at = await setupOnline(files, { options: { timeoutMs: fault === 'silence' ? 300 : 20_000 } })
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.refresh('Greed')
  const before = await everything(at)
  at.tmdb.change('movie', greed.id, { tagline: 'New', credits: { cast: [], crew: [] } })
  at.tmdb.fail(fault, { times: 1 })
  const performed = await at.refresh('Greed').catch((error: unknown) => {
    expect(isPermanentError(error)).toBe(false)
    return { outcome: 'failed' }
  })
  expect(performed.outcome).toBe(outcome)
  expect(await everything(at)).toEqual(before)
  await at.refresh('Greed')
  // A provider that has no cast any more does not erase the one that is stored.
  expect(await at.library.film('Greed')).toMatchObject({ tagline: 'New', credits: [{}, {}, {}] })
})

test('a pause is kept as long as the provider says, and spends no attempt', async () => {
  await using at = await setupOnline(files)
  at.tmdb.addMovie(greed)
  await at.library.scan()
  at.tmdb.limit(30)
  expect(await at.refresh('Greed')).toMatchObject({ outcome: 'snoozed', log: ['TMDb asked for a pause'] })
})

test('a title that the provider deleted fails the job for good and loses nothing', async () => {
  await using at = await setupOnline(files)
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.refresh('Greed')
  const before = await everything(at)
  at.tmdb.remove('movie', greed.id)
  const failure = at.refresh('Greed', { force: true })
  await expect(failure).rejects.toThrow('TMDb does not have the film 23282')
  await expect(failure).rejects.toSatisfy(isPermanentError)
  expect(await everything(at)).toEqual(before)
})

test('a refresh that fails while it writes leaves the old', async () => {
  let isBroken = false
  await using at = await setupOnline(files)
  at.tmdb.addMovie(greed)
  await at.library.scan()
  await at.refresh('Greed')
  const before = await everything(at)
  const { search } = at.library.ports
  at.library.ports.search = {
    ...search,
    index: async (...args) => {
      if (isBroken) throw new Error('The index is broken')
      await search.index(...args)
    },
  }
  isBroken = true
  at.tmdb.change('movie', greed.id, {
    overview: 'New',
    genres: [],
    credits: { cast: [{ id: 9, name: 'Somebody', character: 'X' }], crew: [] },
  })
  await expect(at.refresh('Greed')).rejects.toThrow('The index is broken')
  expect(await everything(at)).toEqual(before)
})

test('a file that the library has no film for is matched by the provider, or keeps its candidates', async () => {
  await using at = await setupOnline({ 'Films/Greed.mkv': 'a', 'Films/Nosferatu.mkv': 'b' })
  at.tmdb.addMovie(greed)
  at.tmdb.addMovie({ id: 1, title: 'Nosferatu', release_date: '1922-02-16' })
  at.tmdb.addMovie({ id: 2, title: 'Nosferatu', release_date: '2024-12-25' })
  await at.library.scan()
  const match = async (name: string) =>
    await perform(
      matchMovieFileWorker(at.library.ports),
      matchMovieFile({ path: `${at.library.folder.path}/Films/${name}`, libraryId: at.library.id }),
    )
  const matched = await match('Greed.mkv')
  expect(matched.result).toMatchObject({ state: 'matched', match: { confidence: 0.8, why: 'title at tmdb' } })
  expect(matched.inserted.map(({ kind }) => kind)).toContain('metadata_refresh_movie')
  expect((await match('Nosferatu.mkv')).result).toMatchObject({
    state: 'unmatched',
    candidates: [
      { itemId: null, provider: 'tmdb', providerId: '1', year: 1922 },
      { itemId: null, provider: 'tmdb', providerId: '2', year: 2024 },
    ],
  })
  expect((await at.library.film('Greed')).externalIds).toEqual([{ provider: 'tmdb', value: '23282' }])
  const { rows } = await sql`
    select f.name, a.providers from backlot.asked_files a join backlot.files f on f.id = a.file_id order by f.name`.execute(
    at.library.ports.db,
  )
  expect(rows).toEqual(['Greed.mkv', 'Nosferatu.mkv'].map((name) => ({ name, providers: ['tmdb'] })))
})
