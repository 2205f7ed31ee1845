import { createId, migrate } from '@backlot/jobs'
import { openTestDatabase, waitFor } from '@backlot/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { CatalogDatabase } from '../catalog-database.ts'
import { catalogMigrations } from '../catalog-migrations.ts'

const setup = async () => {
  const database = await openTestDatabase<CatalogDatabase>({
    template: 'catalog',
    prepare: async (url) => void (await migrate(url, [catalogMigrations])),
  })
  const { db } = database
  const [series, season, episode, person] = Array.from({ length: 4 }, () => createId())
  const library = createId()
  for (const statement of [
    sql`insert into backlot.libraries (id, name, type) values (${library}, 'Series', 'tvshow')`,
    sql`insert into backlot.library_roots (library_id, path) values (${library}, '/series')`,
    sql`insert into backlot.items values (${series}, 'series'), (${season}, 'season'), (${episode}, 'episode'), (${person}, 'person')`,
    sql`insert into backlot.series (id, title, sort_title, known_from) values (${series}, 'Ultus', 'ultus', 'name')`,
    sql`insert into backlot.seasons (id, series_id, number, known_from) values (${season}, ${series}, 1, 'name')`,
    sql`
      insert into backlot.episodes (id, series_id, season_id, season_number, number, known_from)
      values (${episode}, ${series}, ${season}, 1, 1, 'name')`,
    sql`insert into backlot.people (id, name, known_by) values (${person}, 'Aurelio Sidney', 'name:aurelio sidney')`,
    sql`insert into backlot.credits (item_id, kind, position, person_id) values (${episode}, 'actor', 0, ${person})`,
    sql`
      insert into backlot.files (library_id, root_id, folder, name, item_folder, size, mtime_ns, device, inode, role, item_id)
      select library_id, id, 'Ultus', '1.mkv', 'Ultus', 1, 1, '1', '1', 'feature', ${series} from backlot.library_roots`,
    sql`insert into backlot.episode_files select id, ${episode}, 0 from backlot.files`,
  ])
    await statement.execute(db)
  const count = async (table: string): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select count(*)::integer as count from ${sql.table(`backlot.${table}`)}`.execute(db)
    return rows[0]?.count ?? 0
  }
  return {
    db,
    ids: { series, season, episode, person },
    counts: async () => ({
      episodes: await count('episodes'),
      credits: await count('credits'),
      files: await count('files'),
      held: await count('episode_files'),
    }),
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
    },
  }
}

test('a row that names what is not there is refused, whether it is new or changed', async () => {
  await using catalog = await setup()
  const { db, ids } = catalog
  const refused = expect.objectContaining({ code: '23503', message: expect.stringContaining('which is not in') })
  await expect(sql`insert into backlot.episode_files select id, ${createId()}, 1 from backlot.files`.execute(db)).rejects.toEqual(refused)
  await expect(sql`update backlot.files set item_id = ${createId()}`.execute(db)).rejects.toEqual(refused)
  await expect(
    sql`insert into backlot.credits (item_id, kind, position, person_id) values (${ids.series}, 'actor', 0, ${createId()})`.execute(db),
  ).rejects.toEqual(refused)
  await sql`update backlot.episodes set season_id = null`.execute(db)
  expect(await catalog.counts()).toEqual({ episodes: 1, credits: 1, files: 1, held: 1 })
})

test('what is deleted takes along what is a part of it, and what named it lets go', async () => {
  await using catalog = await setup()
  const { db, ids } = catalog
  await sql`delete from backlot.items where id = ${ids.season}`.execute(db)
  expect((await sql`select season_id, number from backlot.episodes`.execute(db)).rows).toEqual([{ season_id: null, number: 1 }])
  await sql`delete from backlot.items where id = ${ids.person}`.execute(db)
  expect(await catalog.counts()).toEqual({ episodes: 1, credits: 0, files: 1, held: 1 })
  await sql`delete from backlot.items where id = ${ids.series}`.execute(db)
  expect(await catalog.counts()).toEqual({ episodes: 0, credits: 0, files: 1, held: 0 })
  expect((await sql`select item_id from backlot.files`.execute(db)).rows).toEqual([{ item_id: null }])
})

test('a library takes its roots, their files and what those hold along', async () => {
  await using catalog = await setup()
  await sql`delete from backlot.libraries`.execute(catalog.db)
  expect(await catalog.counts()).toEqual({ episodes: 1, credits: 1, files: 0, held: 0 })
})

test('what a transaction names cannot be deleted before that ends', async () => {
  await using catalog = await setup()
  const { db, ids } = catalog
  const naming = await db.startTransaction().execute()
  await sql`update backlot.files set item_id = null`.execute(naming)
  await sql`update backlot.files set item_id = ${ids.episode}`.execute(naming)
  let deleted = false
  const deleting = sql`delete from backlot.items where id = ${ids.episode}`.execute(db).then(() => (deleted = true))
  const waiting = sql<{ waiting: boolean }>`select exists (select from pg_locks where not granted) as waiting`
  await waitFor('the delete to wait', async () => (await waiting.execute(db)).rows[0]?.waiting)
  expect(deleted).toBe(false)
  await naming.commit().execute()
  await deleting
  expect((await sql`select item_id from backlot.files`.execute(db)).rows).toEqual([{ item_id: null }])
})
