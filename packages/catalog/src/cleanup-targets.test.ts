import { migrate } from '@backlot/jobs'
import { openTestDatabase } from '@backlot/testing'
import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import type { CatalogDatabase } from './catalog-database.ts'
import { catalogMigrations } from './catalog-migrations.ts'
import { catalogCleanupTargets } from './cleanup-targets.ts'

test('who has no credit, and what nothing is in, goes; a dry run counts the same', async () => {
  const database = await openTestDatabase<CatalogDatabase>({
    template: 'catalog',
    prepare: async (url) => void (await migrate(url, [catalogMigrations])),
  })
  const { db } = database
  const [film, star, forgotten, collection] = Array.from({ length: 4 }, () => crypto.randomUUID())
  await sql`
    insert into backlot.items (id, type)
    values (${film}, 'movie'), (${star}, 'person'), (${forgotten}, 'person'), (${collection}, 'collection')`.execute(db)
  await sql`insert into backlot.movies (id, title, sort_title, known_from) values (${film}, 'Cops', 'cops', 'name')`.execute(db)
  await sql`
    insert into backlot.people (id, name, known_by)
    values (${star}, 'Buster Keaton', 'buster keaton'), (${forgotten}, 'Nobody', 'nobody')`.execute(db)
  await sql`insert into backlot.credits (item_id, kind, position, person_id) values (${film}, 'actor', 1, ${star})`.execute(db)
  await sql`insert into backlot.collections (id, name, known_by) values (${collection}, 'Shorts', 'shorts')`.execute(db)
  await sql`insert into backlot.genres (name) values ('Comedy'), ('Western')`.execute(db)
  await sql`insert into backlot.item_genres (item_id, genre_id, position) select ${film}, id, 1 from backlot.genres where name = 'Comedy'`.execute(
    db,
  )
  const options = { olderThan: new Date(), batchSize: 10, signal: new AbortController().signal }
  const unindexed: string[] = []
  const unindexPeople = async (tx: Kysely<CatalogDatabase>, ids: string[]) => {
    expect(tx.isTransaction).toBe(true)
    await Promise.resolve(unindexed.push(...ids))
  }
  for (const dryRun of [true, false]) {
    const counts = await Promise.all(
      catalogCleanupTargets(db, { unindexPeople }).map(
        async (target) => [target.name, (await target.run({ ...options, dryRun })).deleted] as const,
      ),
    )
    expect(Object.fromEntries(counts)).toEqual({ orphaned_people: 1, orphaned_collections: 1, orphaned_genres: 1 })
  }
  const { rows } = await sql`select name from backlot.people`.execute(db)
  expect(rows).toEqual([{ name: 'Buster Keaton' }])
  expect(unindexed).toEqual([forgotten])
  await database[Symbol.asyncDispose]()
})
