import { perform, type Performed } from '@backlot/jobs/testing'
import { enrichContentWorker, type Fetched, type MetadataProvider, type MovieFields } from '@backlot/metadata'
import { enrichContent, refreshMovie } from '@backlot/metadata-args'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { movieContent } from './import/movie-content.ts'
import { setupLibrary } from './testing/test-library.ts'
import { refreshMovieWorker } from './workers/refresh-movie.ts'

/** A provider that says what it is told to, and answers when it is let. */
const provider = (name: string, says: { fields: MovieFields; hold: Promise<void> | undefined }): MetadataProvider => ({
  name,
  check: async () => await Promise.resolve(),
  searchMovies: async () => await Promise.resolve([{ id: '1', title: 'Greed', year: 1924 }]),
  movie: async (): Promise<Fetched<MovieFields>> => {
    await says.hold
    return { changed: true, id: '1', fields: { ...says.fields, uniqueIds: { [name]: '1' } } }
  },
})

const person = fc.constantFrom('A', 'B', 'C').map((name) => ({ name, role: '' }))
const text = fc.constantFrom('one', 'two')
const movieFields = fc.record<MovieFields>(
  {
    plot: text,
    tagline: text,
    runtimeMinutes: fc.constantFrom(90, 120),
    genres: fc.uniqueArray(fc.constantFrom('Drama', 'Horror'), { minLength: 1 }),
    actors: fc.array(person, { minLength: 1, maxLength: 3 }),
    directors: fc.array(person, { minLength: 1, maxLength: 1 }),
    ratings: fc.constantFrom([{ source: 'x', value: 5, max: 10 }], [{ source: 'y', value: 6, max: 10 }]),
    certifications: fc.constantFrom({ US: 'R' }, { DE: '12' }),
    translations: fc.constantFrom([{ language: 'de', title: 'Gier' }], [{ language: 'fr', plot: 'Un' }]),
    trailers: fc.constantFrom([{ url: 'https://example.org/1' }], [{ url: 'https://example.org/2' }]),
    artwork: fc.constantFrom(
      [{ type: 'poster' as const, url: 'https://example.org/p' }],
      [{ type: 'logo' as const, url: 'https://example.org/l' }],
    ),
    otherTitles: fc.constantFrom([{ title: 'Gier', language: 'de' }], [{ title: 'Rapaces', language: 'fr' }]),
  },
  { requiredKeys: [] },
)

/** The enrichments that a job made. */
const followers = (inserted: Performed['inserted']) =>
  inserted.filter(({ kind }) => kind === enrichContent.kind).map(({ args, inTransaction }) => ({ args, inTransaction }))

const operations = ['refresh', 'enrich second', 'enrich third'] as const

test('refreshes and enrichments in any order, one after the other or at once, come to the same end', { timeout: 120_000 }, async () => {
  const silent = () => ({ fields: {} as MovieFields, hold: undefined as Promise<void> | undefined })
  const says = { first: silent(), second: silent(), third: silent() }
  const providers = [provider('first', says.first), provider('second', says.second), provider('third', says.third)]
  const online = { providers, languages: ['en'] }
  await using library = await setupLibrary({ 'Greed (1924)/Greed (1924).mkv': 'a' }, { online })
  await library.scan()
  const { db } = library.ports
  const [refreshing, enriching] = [
    refreshMovieWorker(library.ports),
    enrichContentWorker({ db, online, content: { movie: movieContent(library.ports) } }),
  ]
  const { id: movieId } = await library.film('Greed')

  const run = async (operation: (typeof operations)[number]): Promise<void> => {
    if (operation === 'refresh') {
      const { inserted } = await perform(refreshing, refreshMovie({ movieId, force: true }))
      expect(followers(inserted)).toEqual([
        { inTransaction: true, args: { contentType: 'movie', contentId: movieId, providers: ['second', 'third'] } },
      ])
      return
    }
    const providerNames = [operation.slice('enrich '.length)]
    const { inserted } = await perform(enriching, enrichContent({ contentType: 'movie', contentId: movieId, providers: providerNames }))
    expect(inserted.filter(({ kind }) => kind !== 'metadata_download_image')).toEqual([])
  }
  const reset = async (): Promise<void> => {
    for (const table of [
      'credits',
      'artwork',
      'item_genres',
      'item_translations',
      'item_certifications',
      'item_trailers',
      'item_external_ids',
      'item_titles',
      'provider_items',
    ])
      await sql`delete from ${sql.table(`backlot.${table}`)}`.execute(db)
    await sql`
      update backlot.movies set title = 'Greed', year = 1924, overview = null, tagline = null, runtime_minutes = null, ratings = '[]',
        certification = null, known_from = 'name', provenance = '{"title": "name", "year": "name"}'`.execute(db)
  }
  const stored = async (): Promise<unknown> => {
    const {
      created_at: _created,
      updated_at: _updated,
      ...movie
    } = await db.selectFrom('backlot.movies').selectAll().executeTakeFirstOrThrow()
    const { rows } = await sql`
      select (select jsonb_agg(jsonb_build_array(c.kind, c.position, p.name) order by c.kind, c.position) from backlot.credits c join backlot.people p on p.id = c.person_id) as credits,
        (select jsonb_agg(g.name order by i.position) from backlot.item_genres i join backlot.genres g on g.id = i.genre_id) as genres,
        (select jsonb_agg(jsonb_build_array(source, type) order by source, type) from backlot.artwork) as artwork,
        (select jsonb_agg(jsonb_build_array(language, title, overview)) from backlot.item_translations) as translations,
        (select jsonb_agg(jsonb_build_array(country, certification)) from backlot.item_certifications) as certifications,
        (select jsonb_agg(url order by position) from backlot.item_trailers) as trailers,
        (select jsonb_agg(provider order by provider) from backlot.item_external_ids) as ids,
        (select jsonb_agg(title order by title) from backlot.item_titles) as titles`.execute(db)
    return { ...movie, ratings: movie.ratings.toSorted((a, b) => a.source.localeCompare(b.source)), details: rows[0] }
  }

  await fc.assert(
    fc.asyncProperty(
      fc.tuple(movieFields, movieFields, movieFields),
      fc.shuffledSubarray([...operations], { minLength: 3 }),
      fc.array(fc.constantFrom(...operations), { maxLength: 3 }),
      fc.shuffledSubarray([...operations], { minLength: 3 }),
      async (fields, order, more, answers) => {
        for (const [index, says_] of [says.first, says.second, says.third].entries())
          Object.assign(says_, { fields: fields[index], hold: undefined })
        await reset()
        for (const operation of operations) await run(operation)
        const expected = await stored()

        await reset()
        for (const operation of [...order, ...more]) await run(operation)
        expect(await stored()).toEqual(expected)

        // At once: all have asked before the first is answered, and the answers come in any order.
        await reset()
        const held = {
          refresh: Promise.withResolvers<void>(),
          'enrich second': Promise.withResolvers<void>(),
          'enrich third': Promise.withResolvers<void>(),
        }
        says.first.hold = held.refresh.promise
        says.second.hold = held['enrich second'].promise
        says.third.hold = held['enrich third'].promise
        const running = Promise.all(order.map(run))
        for (const operation of answers) held[operation].resolve()
        await running
        expect(await stored()).toEqual(expected)
      },
    ),
    { numRuns: 12 },
  )
})

test('a film that the first provider does not have is asked of the next, and only who was not asked follows as a job', async () => {
  const ignorant: MetadataProvider = {
    ...provider('ignorant', { fields: {}, hold: undefined }),
    searchMovies: async () => await Promise.resolve([]),
  }
  const knowing = ['wise', 'late'].map((name) => provider(name, { fields: { plot: `Says ${name}.` }, hold: undefined }))
  const online = { providers: [ignorant, ...knowing], languages: ['en'] }
  await using library = await setupLibrary({ 'Greed (1924)/Greed (1924).mkv': 'a' }, { online })
  await library.scan()
  const { id: movieId } = await library.film('Greed')
  const { result, inserted } = await perform(refreshMovieWorker(library.ports), refreshMovie({ movieId, languages: ['de'] }))
  expect(result).toEqual({ sources: ['name', 'wise'] })
  expect(followers(inserted)).toEqual([
    { inTransaction: true, args: { contentType: 'movie', contentId: movieId, providers: ['late'], languages: ['de'] } },
  ])
  expect(await library.film('Greed')).toMatchObject({ overview: 'Says wise.', externalIds: [{ provider: 'wise', value: '1' }] })
  const { rows } = await sql`select provider, provider_id as id from backlot.provider_items order by provider`.execute(library.ports.db)
  expect(rows).toEqual([
    { provider: 'ignorant', id: null },
    { provider: 'wise', id: '1' },
  ])
})

test('a provider that does not have a film keeps no other from telling', async () => {
  await using library = await setupLibrary({ 'Greed (1924)/Greed (1924).mkv': 'a' })
  await library.scan()
  const { id: contentId } = await library.film('Greed')
  const ignorant: MetadataProvider = {
    ...provider('ignorant', { fields: {}, hold: undefined }),
    searchMovies: async () => await Promise.resolve([]),
  }
  const online = { providers: [ignorant, provider('wise', { fields: { plot: 'A dentist wins.' }, hold: undefined })], languages: ['en'] }
  const enriching = enrichContentWorker({ db: library.ports.db, online, content: { movie: movieContent(library.ports) } })
  const { result } = await perform(enriching, enrichContent({ contentType: 'movie', contentId, providers: ['ignorant', 'wise'] }))
  expect(result).toEqual({ told: ['wise'], unknown: ['ignorant'] })
  expect(await library.film('Greed')).toMatchObject({ overview: 'A dentist wins.', externalIds: [{ provider: 'wise', value: '1' }] })
})
