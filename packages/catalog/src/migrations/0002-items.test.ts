import { migrate } from '@backlot/jobs'
import { openTestDatabase } from '@backlot/testing'
import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import type { CatalogDatabase } from '../catalog-database.ts'
import { catalogMigrations } from '../catalog-migrations.ts'
import { undoByHand } from '../files/match-by-hand.ts'
import { findKnownItems } from '../items/known-items.ts'
import { removeItemsWithoutFiles } from '../items/remove-items.ts'
import { findMovie } from '../movies/find-movie.ts'
import { media } from './0001-media.ts'

const before = { owner: 'catalog', migrations: { '0001_media': media } }

const setup = async () => {
  const database = await openTestDatabase<CatalogDatabase>({
    template: 'catalog of films',
    prepare: async (url) => void (await migrate(url, [before])),
  })
  const { db } = database
  return {
    db,
    upgrade: async () => void (await migrate(database.url, [catalogMigrations])),
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
    },
  }
}

const [library, greed, chess, person, set] = [1, 2, 3, 4, 5].map((number) => `00000000-0000-4000-8000-00000000000${number}`)

/** A data folder as it was when there were films only. */
const fill = async (db: Kysely<CatalogDatabase>): Promise<void> => {
  const match = JSON.stringify({ confidence: 1, why: 'x', by: 'manual', before: { movieId: greed, state: 'matched', match: null } })
  const candidates = JSON.stringify([{ movieId: greed, title: 'Greed', year: 1924, confidence: 0.7 }])
  for (const statement of [
    sql`insert into backlot.libraries (id, name, type) values (${library}, 'Films', 'movie')`,
    sql`insert into backlot.library_roots (library_id, path) values (${library}, '/films')`,
    sql`insert into backlot.collections (id, name, known_by) values (${set}, 'Stroheim', 'name:stroheim')`,
    sql`
      insert into backlot.movies (id, title, sort_title, year, collection_id, known_from)
      values (${greed}, 'Greed', 'greed', 1924, ${set}, 'nfo'), (${chess}, 'Chess Fever', 'chess fever', 1925, null, 'name')`,
    sql`insert into backlot.movie_titles values (${greed}, 'Greed', 'greed', ''), (${greed}, 'Gier', 'gier', 'de')`,
    sql`insert into backlot.movie_external_ids values (${greed}, 'tmdb', '1399')`,
    sql`insert into backlot.genres (name) values ('Drama')`,
    sql`insert into backlot.movie_genres select ${greed}, id, 0 from backlot.genres`,
    sql`insert into backlot.people (id, name, known_by) values (${person}, 'Zasu Pitts', 'name:zasu pitts')`,
    sql`insert into backlot.credits values (${greed}, 'actor', 0, ${person}, 'Trina')`,
    sql`insert into backlot.artwork (movie_id, type, position, source, url) values (${greed}, 'poster', 0, 'nfo', 'https://example.org/a.jpg')`,
    sql`
      insert into backlot.files (library_id, root_id, folder, name, item_folder, size, mtime_ns, device, inode, role, movie_id, match, candidates, state)
      select ${library}, r.id, f.* from backlot.library_roots r, (values
        ('Greed', 'a.mkv', 'Greed', 1, 1, '1', '1', 'feature', ${greed}::uuid, ${match}::jsonb, null::jsonb, 'matched'),
        ('', 'b.mkv', '', 1, 1, '1', '2', 'feature', null, null, ${candidates}::jsonb, 'unmatched')
      ) f`,
  ])
    await statement.execute(db)
}

test('a database that holds films is upgraded with everything that is known of them', async () => {
  await using at = await setup()
  await fill(at.db)
  await at.upgrade()
  expect(await findMovie(at.db, greed ?? '')).toMatchObject({
    title: 'Greed',
    collection: { name: 'Stroheim' },
    titles: [
      { title: 'Gier', language: 'de' },
      { title: 'Greed', language: '' },
    ],
    externalIds: [{ provider: 'tmdb', value: '1399' }],
    genres: ['Drama'],
    credits: [{ kind: 'actor', name: 'Zasu Pitts', role: 'Trina' }],
    artwork: [{ type: 'poster', url: 'https://example.org/a.jpg' }],
    files: [{ path: '/films/Greed/a.mkv', match: { by: 'manual', before: { itemId: greed } } }],
  })
  const clues = { itemIds: [], titles: [], externalIds: [{ provider: 'tmdb', value: '1399' }] }
  expect(await findKnownItems(at.db, { type: 'movie', ...clues })).toMatchObject([{ title: 'Greed' }])
  expect(await findKnownItems(at.db, { type: 'series', ...clues })).toEqual([])
  const { candidates } = await at.db
    .selectFrom('backlot.files')
    .select('candidates')
    .where('state', '=', 'unmatched')
    .executeTakeFirstOrThrow()
  expect(candidates).toEqual([{ itemId: greed, title: 'Greed', year: 1924, confidence: 0.7 }])
})

test('what a person chose before the upgrade can be taken back after it, and films are removed whole', async () => {
  await using at = await setup()
  await fill(at.db)
  await at.upgrade()
  const { id } = await at.db.selectFrom('backlot.files').select('id').where('name', '=', 'a.mkv').executeTakeFirstOrThrow()
  await at.db.updateTable('backlot.files').set({ state: 'ignored', item_id: null }).where('id', '=', id).execute()
  expect(await undoByHand(at.db, { fileIds: [id] }, async () => await Promise.resolve())).toBe(1)
  expect(await removeItemsWithoutFiles(at.db, [greed ?? '', chess ?? ''])).toEqual([{ id: chess, type: 'movie' }])
  await at.db.deleteFrom('backlot.files').execute()
  await removeItemsWithoutFiles(at.db, [greed ?? ''])
  for (const table of ['movies', 'item_titles', 'item_external_ids', 'item_genres', 'credits', 'artwork'] as const)
    expect(await at.db.selectFrom(`backlot.${table}`).selectAll().execute()).toEqual([])
  expect(await at.db.selectFrom('backlot.items').select('type').orderBy('type').execute()).toEqual([
    { type: 'collection' },
    { type: 'person' },
  ])
})
