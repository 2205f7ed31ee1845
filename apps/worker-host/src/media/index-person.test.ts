import { catalogMigrations, documentSources } from '@backlot/catalog'
import { migrate } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { libraryMigrations, type LibraryDatabase } from '@backlot/library'
import { metadataMigrations, refreshPersonWorker, type MetadataProvider } from '@backlot/metadata'
import { refreshPerson } from '@backlot/metadata-args'
import { createPostgresSearch, reconcileSearch, reconcileSearchWorker, searchMigrations } from '@backlot/search'
import { createTestDatabase } from '@backlot/testing'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { indexPerson } from './index-person.ts'

const id = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`

/** A person in a film, a series and an episode, as the index has them, and a provider that knows her by another name. */
const setup = async () => {
  const database = await createTestDatabase({
    template: 'index-person',
    prepare: async (url) => void (await migrate(url, [catalogMigrations, libraryMigrations, metadataMigrations, searchMigrations])),
  })
  const pool = new pg.Pool({ connectionString: database.url, max: 4 })
  pool.on('error', () => {})
  const db = new Kysely<LibraryDatabase>({ dialect: new PostgresDialect({ pool }) })
  await sql`
    insert into backlot.items (id, type) values (${id(1)}, 'person'), (${id(2)}, 'movie'), (${id(3)}, 'series'), (${id(4)}, 'episode')`.execute(
    db,
  )
  await sql`insert into backlot.people (id, name, known_by) values (${id(1)}, 'Musidora', 'tmdb:8')`.execute(db)
  await sql`insert into backlot.movies (id, title, sort_title, known_from) values (${id(2)}, 'Film', 'film', 'name')`.execute(db)
  await sql`insert into backlot.series (id, title, sort_title, known_from) values (${id(3)}, 'Series', 'series', 'name')`.execute(db)
  await sql`
    insert into backlot.episodes (id, series_id, season_number, number, known_from) values (${id(4)}, ${id(3)}, 1, 1, 'name')`.execute(db)
  await sql`
    insert into backlot.credits (item_id, kind, position, person_id)
    select item_id, 'director', 0, ${id(1)} from unnest(${[id(2), id(3), id(4)]}::uuid[]) as given (item_id)`.execute(db)
  const search = createPostgresSearch(db)
  const worker = reconcileSearchWorker({ db, search, sources: documentSources })
  await perform(worker, reconcileSearch({}))
  const provider: MetadataProvider = {
    name: 'tmdb',
    check: async () => await Promise.resolve(),
    person: async () =>
      await Promise.resolve({ changed: true, id: '8', fields: { name: 'Jeanne Roques', otherNames: ['Musidora', 'Irma Vep'] } }),
  }
  return {
    drift: async () => (await perform(worker, reconcileSearch({ dryRun: true }))).result,
    found: async (text: string) =>
      (await search.search({ text, collections: ['people', 'movies', 'series', 'episodes'] })).hits.map(({ title }) => title).toSorted(),
    refresh: async () => {
      const ports = { db, online: { providers: [provider], languages: ['en'] }, indexPerson: indexPerson({ search }) }
      await perform(refreshPersonWorker(ports), refreshPerson({ personId: id(1) }))
    },
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}

test('a person who is called otherwise is found by all her names at once, and what she had a part in by the new one', async () => {
  await using at = await setup()
  expect(await at.drift()).toMatchObject({ compared: 4, missing: 0, stale: 0, leftOver: 0 })
  await at.refresh()
  expect(await at.drift()).toMatchObject({ compared: 4, missing: 0, stale: 0, leftOver: 0 })
  expect(await at.found('roques')).toEqual(['Film', 'Jeanne Roques', 'Series', 'Series S01E01'])
  expect(await at.found('irma vep')).toEqual(['Jeanne Roques'])
})
