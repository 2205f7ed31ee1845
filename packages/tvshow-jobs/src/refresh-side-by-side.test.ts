import { inTransaction, lockKnownItems } from '@backlot/catalog'
import { perform } from '@backlot/jobs/testing'
import type { LibraryDatabase } from '@backlot/library'
import { enrichContentWorker, type ProvidedSeries } from '@backlot/metadata'
import { enrichContent, refreshTVShow } from '@backlot/metadata-args'
import { createPostgresSearch } from '@backlot/search'
import fc from 'fast-check'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { TVShowPorts } from './ports.ts'
import { tvshowContent } from './refresh/tvshow-content.ts'
import { keepCatalog, storedCatalog } from './testing/kept-catalog.ts'
import { setupLibrary } from './testing/test-library.ts'
import { sayingProvider, toldSeries, type Says } from './testing/told-series.ts'
import { refreshTVShowWorker } from './workers/refresh-workers.ts'

const titles = ['Fantômas', 'Judex', 'Les Vampires', 'Tih Minh', 'Ultus', 'Homunculus']
const names = ['A', 'B', 'C', 'D', 'E', 'F']

/** Series in one library, and two hosts, each with connections of its own. */
const setup = async () => {
  const says: { first: Says; second: Says } = { first: { provided: {}, hold: undefined }, second: { provided: {}, hold: undefined } }
  const online = { providers: [sayingProvider('tmdb', says.first), sayingProvider('second', says.second)], languages: ['en'] }
  const nfo = '<episodedetails><title>One</title><actor><name>b</name></actor><actor><name>A</name></actor></episodedetails>'
  const files = titles.flatMap((title) => {
    const episode = `${title} (1915)/Season 1/${title} S01E01`
    return [[`${episode}.mkv`, title] as const, [`${episode}.nfo`, nfo] as const]
  })
  const library = await setupLibrary(Object.fromEntries(files), { online })
  await library.scan()
  const pool = new pg.Pool({ connectionString: library.databaseUrl, max: 4 })
  pool.on('error', () => {})
  const db = new Kysely<LibraryDatabase>({ dialect: new PostgresDialect({ pool }) })
  const hosts: TVShowPorts[] = [library.ports, { ...library.ports, db, search: createPostgresSearch(db) }]
  const rows = await db.selectFrom('backlot.series').select(['id', 'title']).execute()
  const idOf = (title: string): string => rows.find((row) => row.title === title)?.id ?? expect.unreachable()
  return {
    db,
    says,
    idOf,
    refresh: async (host: number, title: string) =>
      await perform(refreshTVShowWorker(hosts[host] ?? library.ports), refreshTVShow({ seriesId: idOf(title), force: true })),
    enrich: async (host: number, title: string) => {
      const ports = hosts[host] ?? library.ports
      const worker = enrichContentWorker({ db: ports.db, online, content: { tvshow: tvshowContent(ports) } })
      await perform(worker, enrichContent({ contentType: 'tvshow', contentId: idOf(title), providers: ['second'] }))
    },
    reset: await keepCatalog(db),
    stored: async () => await storedCatalog(db),
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await library[Symbol.asyncDispose]()
    },
  }
}

test('while a series is being written another is refreshed, and itself afterwards', async () => {
  await using at = await setup()
  at.says.first.provided = { Judex: { series: { plot: 'one' }, seasons: [] }, Ultus: { series: { plot: 'two' }, seasons: [] } }
  const plots = async (): Promise<(string | null)[]> => {
    const found = await at.db
      .selectFrom('backlot.series')
      .select('overview')
      .where('title', 'in', ['Judex', 'Ultus'])
      .orderBy('title')
      .execute()
    return found.map(({ overview }) => overview)
  }
  const waiting = await inTransaction(at.db, async (tx) => {
    await lockKnownItems(tx, 'series', [at.idOf('Ultus')])
    const held = at.refresh(0, 'Ultus')
    await at.refresh(1, 'Judex')
    expect(await plots()).toEqual(['one', null])
    return { held }
  })
  await waiting.held
  expect(await plots()).toEqual(['one', 'two'])
})

test('series with the same people and genres, refreshed and enriched at once by two hosts, come to the end that one after the other has', async () => {
  await using at = await setup()
  const told: fc.Arbitrary<Record<string, ProvidedSeries>> = fc.record(
    Object.fromEntries(titles.map((title) => [title, toldSeries({ ids: true, names })])),
  )
  await fc.assert(
    fc.asyncProperty(told, told, fc.shuffledSubarray(titles, { minLength: titles.length }), async (first, second, order) => {
      at.says.first.provided = first
      at.says.second.provided = second
      const all = order.flatMap((title, place) => [
        async () => await at.refresh(place % 2, title),
        async () => await at.enrich((place + 1) % 2, title),
      ])
      await at.reset()
      for (const title of titles) {
        await at.refresh(0, title)
        await at.enrich(0, title)
      }
      const expected = await at.stored()

      await at.reset()
      await Promise.all(all.map(async (one) => await one()))
      expect(await at.stored()).toEqual(expected)
    }),
    { numRuns: 4, endOnFailure: true },
  )
  const { rows } = await sql<{ deadlocks: string }>`select deadlocks from pg_stat_database where datname = current_database()`.execute(
    at.db,
  )
  expect(rows).toEqual([{ deadlocks: '0' }])
}, 120_000)
