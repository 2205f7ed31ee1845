import { perform } from '@backlot/jobs/testing'
import { enrichContentWorker, type EpisodeFields, type Fetched, type MetadataProvider, type ProvidedSeries } from '@backlot/metadata'
import { enrichContent, refreshEpisode, refreshSeason, refreshTVShow } from '@backlot/metadata-args'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { tvshowContent } from './refresh/tvshow-content.ts'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'
import { refreshEpisodeWorker, refreshSeasonWorker, refreshTVShowWorker } from './workers/refresh-workers.ts'

/** What a provider says, when it is let. */
interface Says {
  provided: ProvidedSeries
  hold: Promise<void> | undefined
}

const provider = (name: string, says: Says): MetadataProvider => ({
  name,
  check: async () => await Promise.resolve(),
  searchSeries: async () => await Promise.resolve([{ id: '1', title: 'Les Vampires', year: 1915 }]),
  series: async (_, { seasons = 'all' }): Promise<Fetched<ProvidedSeries>> => {
    const { provided } = says
    await says.hold
    const chosen = provided.seasons.map(({ episodes, ...season }) => ({
      ...season,
      ...((seasons === 'all' || seasons.includes(season.number)) && episodes !== undefined && { episodes }),
    }))
    return { changed: true, id: '1', fields: { series: provided.series, seasons: chosen } }
  },
})

const text = fc.constantFrom('one', 'two')
/** People of one name are one person to each provider, and the first knows their ids. */
const people = (ids: boolean) =>
  fc
    .uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 2 })
    .map((names) => names.map((name) => ({ name, role: '', ...(ids && { uniqueIds: { tmdb: String(name.codePointAt(0)) } }) })))

const episodeFields = (seasonNumber: number, number: number, ids: boolean) =>
  fc
    .record<Omit<EpisodeFields, 'seasonNumber' | 'number'>>(
      { title: text, plot: text, runtimeMinutes: fc.constantFrom(30, 60), guests: people(ids), directors: people(ids) },
      { requiredKeys: [] },
    )
    .map((fields): EpisodeFields => ({ seasonNumber, number, ...fields }))

const providedSeries = (ids: boolean) =>
  fc.record<ProvidedSeries>({
    series: fc.record<ProvidedSeries['series']>(
      {
        plot: text,
        tagline: text,
        networks: fc.constantFrom(['Gaumont'], ['Pathé']),
        genres: fc.uniqueArray(fc.constantFrom('Crime', 'Drama'), { minLength: 1 }),
        actors: people(ids),
        creators: people(ids),
        certifications: fc.constantFrom({ US: 'TV-PG' }, { DE: '12' }),
        translations: fc.constantFrom([{ language: 'de', title: 'Die Vampire' }], [{ language: 'fr', plot: 'Un' }]),
        artwork: fc.constantFrom(
          [{ type: 'poster' as const, url: 'https://example.org/p' }],
          [{ type: 'logo' as const, url: 'https://example.org/l' }],
        ),
      },
      { requiredKeys: [] },
    ),
    seasons: fc
      .tuple(episodeFields(1, 1, ids), episodeFields(1, 2, ids), episodeFields(2, 1, ids), text)
      .map(([first, second, third, plot]) => [
        { number: 1, plot, episodes: [first, second] },
        { number: 2, episodes: [third] },
      ]),
  })

const operations = ['series', 'season', 'episode', 'enrich'] as const
type Operation = (typeof operations)[number]

/** Puts the database back to how it was, table by table. */
const keep = async ({ ports: { db } }: TestLibrary): Promise<() => Promise<void>> => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'backlot' and tablename not like 'search%' order by 1`.execute(db)
  await sql`create schema kept`.execute(db)
  for (const { name } of rows) await sql`create table ${sql.table(`kept.${name}`)} as table ${sql.table(`backlot.${name}`)}`.execute(db)
  return async () =>
    await db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(`backlot.${name}`)))}`.execute(tx)
      for (const { name } of rows)
        await sql`insert into ${sql.table(`backlot.${name}`)} overriding system value select * from ${sql.table(`kept.${name}`)}`.execute(
          tx,
        )
    })
}

const setup = async () => {
  const silent = (): Says => ({ provided: { series: {}, seasons: [] }, hold: undefined })
  const says = { first: silent(), second: silent() }
  const online = { providers: [provider('tmdb', says.first), provider('second', says.second)], languages: ['en'] }
  const library = await setupLibrary(
    {
      'Les Vampires (1915)/Season 1/Les Vampires S01E01.mkv': 'a',
      'Les Vampires (1915)/Season 1/Les Vampires S01E01.nfo':
        '<episodedetails><title>The Severed Head</title><season>1</season><episode>1</episode><actor><name>a</name></actor></episodedetails>',
      'Les Vampires (1915)/Season 1/Les Vampires S01E02.mkv': 'b',
    },
    { online },
  )
  await library.scan()
  const { db } = library.ports
  const { id: seriesId } = await db.selectFrom('backlot.series').select('id').executeTakeFirstOrThrow()
  const enriching = enrichContentWorker({ db, online, content: { tvshow: tvshowContent(library.ports) } })
  const does: Record<Operation, () => Promise<unknown>> = {
    series: async () => await perform(refreshTVShowWorker(library.ports), refreshTVShow({ seriesId, force: true })),
    season: async () => await perform(refreshSeasonWorker(library.ports), refreshSeason({ seriesId, seasonNumber: 1 })),
    episode: async () =>
      await perform(refreshEpisodeWorker(library.ports), refreshEpisode({ seriesId, seasonNumber: 1, episodeNumber: 2 })),
    enrich: async () => await perform(enriching, enrichContent({ contentType: 'tvshow', contentId: seriesId, providers: ['second'] })),
  }
  return {
    says,
    does,
    reset: await keep(library),
    /** All that is stored, things by their numbers in the place of ids, and without times. */
    stored: async () => {
      const label = sql`coalesce('S' || e.season_number || 'E' || e.number, 'S' || n.number, i.type)`
      const { rows } = await sql`
        with i as (
          select i.id, i.type, ${label} as label from backlot.items i
          left join backlot.episodes e on e.id = i.id left join backlot.seasons n on n.id = i.id
        )
        select
          (select jsonb_agg(to_jsonb(s) - 'id' - 'created_at' - 'updated_at') from backlot.series s) as series,
          (select jsonb_agg(to_jsonb(n) - 'id' - 'series_id' - 'created_at' - 'updated_at' order by n.number) from backlot.seasons n) as seasons,
          (
            select jsonb_agg(to_jsonb(e) - 'id' - 'series_id' - 'season_id' - 'created_at' - 'updated_at' order by e.season_number, e.number)
            from backlot.episodes e
          ) as episodes,
          (
            select jsonb_agg(jsonb_build_array(i.label, c.kind, c.position, p.known_by) order by i.label, c.kind, c.position)
            from backlot.credits c join i on i.id = c.item_id join backlot.people p on p.id = c.person_id
          ) as credits,
          (
            select jsonb_agg(g.name order by x.position) from backlot.item_genres x join backlot.genres g on g.id = x.genre_id
          ) as genres,
          (select jsonb_agg(jsonb_build_array(i.label, a.source, a.type) order by i.label, a.source, a.type) from backlot.artwork a join i on i.id = a.item_id) as artwork,
          (select jsonb_agg(jsonb_build_array(language, title, overview) order by language) from backlot.item_translations) as translations,
          (select jsonb_agg(jsonb_build_array(country, certification) order by country) from backlot.item_certifications) as certifications`.execute(
        db,
      )
      return rows[0]
    },
    [Symbol.asyncDispose]: async () => await library[Symbol.asyncDispose](),
  }
}

test('refreshes of a series and of its parts, and enrichments, in any order, one after the other or at once, come to the same end', async () => {
  await using at = await setup()
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(providedSeries(true), providedSeries(false)),
      fc.shuffledSubarray([...operations], { minLength: 4 }),
      fc.array(fc.constantFrom(...operations), { maxLength: 3 }),
      fc.boolean(),
      async ([first, second], order, more, firstAnswersFirst) => {
        at.says.first = Object.assign(at.says.first, { provided: first, hold: undefined })
        at.says.second = Object.assign(at.says.second, { provided: second, hold: undefined })
        await at.reset()
        for (const operation of operations) await at.does[operation]()
        const expected = await at.stored()

        await at.reset()
        for (const operation of [...order, ...more]) await at.does[operation]()
        expect(await at.stored()).toEqual(expected)

        // At once: all have asked before the first is answered, and the answers come in any order.
        await at.reset()
        const held = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
        at.says.first.hold = held[0]?.promise
        at.says.second.hold = held[1]?.promise
        const running = Promise.all(order.map(async (operation) => await at.does[operation]()))
        for (const one of firstAnswersFirst ? held : held.toReversed()) one.resolve()
        await running
        expect(await at.stored()).toEqual(expected)
      },
    ),
    { numRuns: 6, endOnFailure: true },
  )
}, 120_000)
