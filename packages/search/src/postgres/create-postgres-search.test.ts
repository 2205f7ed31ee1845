import { createTestDatabase, waitFor } from '@backlot/testing'
import { sql, type Kysely } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { testDocument, testFilms } from '../contract/test-documents.ts'
import { testSearchIndex } from '../contract/test-search-index.ts'
import { createPostgresSearch } from './create-postgres-search.ts'
import { createVectorIndex } from './tables.ts'
import { connect, migrateAll, openTestDatabase } from './test-database.ts'

const openDatabase = async () => {
  const database = await openTestDatabase()
  return { ...database, index: createPostgresSearch(database.db) }
}

testSearchIndex('The Postgres driver', openDatabase)

const opened: Awaited<ReturnType<typeof openDatabase>>[] = []
const setup = async () => {
  const one = await openDatabase()
  opened.push(one)
  const total = async (text = '') => (await one.index.search({ text, collections: ['movies'] })).total
  return { ...one, total }
}
afterAll(async () => {
  await Promise.all(opened.map(async (one) => await one.close()))
})

test('a write is found when its transaction commits, and not when it is rolled back', async () => {
  const { db, index, total } = await setup()
  expect(index.transactional).toBe(true)
  const films = testFilms()
  await db.transaction().execute(async (tx) => {
    await index.index('movies', films, { tx })
    expect(await total()).toBe(0)
  })
  expect(await total()).toBe(films.length)
  const rolledBack = db.transaction().execute(async (tx) => {
    await index.remove(
      'movies',
      films.map(({ id }) => id),
      { tx },
    )
    throw new Error('changed my mind')
  })
  await expect(rolledBack).rejects.toThrow('changed my mind')
  expect(await total()).toBe(films.length)
})

test('each call is one statement, however many documents', async () => {
  const { url } = await setup()
  const statements: string[] = []
  const db = connect(url, statements)
  const index = createPostgresSearch(db)
  const documents = Array.from({ length: 250 }, (_, number) => testDocument({ title: `Number ${number}` }))
  await index.index('movies', documents)
  await index.remove(
    'movies',
    documents.map(({ id }) => id),
  )
  expect(statements).toHaveLength(2)
  await db.destroy()
})

test('a document that has not changed is not written again', async () => {
  const { db, index } = await setup()
  const films = testFilms()
  const versions = async () =>
    (await sql<{ version: string }>`select ctid::text as version from backlot.search_movies order by id`.execute(db)).rows
  await index.index('movies', films)
  const before = await versions()
  await index.index('movies', films)
  expect(await versions()).toEqual(before)
})

test('two transactions that bring the same new words do not wait for each other', async () => {
  const { db, index, total } = await setup()
  await db.transaction().execute(async (one) => {
    await index.index('movies', [testDocument({ title: 'Unheard Word' })], { tx: one })
    await db.transaction().execute(async (other) => {
      await sql`set local lock_timeout = '1s'`.execute(other)
      await index.index('movies', [testDocument({ title: 'Word Unheard' })], { tx: other })
    })
  })
  expect(await total('unheard')).toBe(2)
  expect(await total('unhaerd')).toBe(2)
})

const somebodyWaits = async (db: Kysely<unknown>): Promise<true> =>
  await waitFor('a lock that is not granted', async () => {
    const { rows } =
      await sql`select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`.execute(
        db,
      )
    return rows.length > 0
  }).then(() => true)

test('a reindex waits for a writer that began before it, so that nothing falls between the two', async () => {
  const { db, index, total } = await setup()
  const late = testDocument({ title: 'Late Commit' })
  const { starting } = await db.transaction().execute(async (tx) => {
    await index.index('movies', [late], { tx })
    const started = index.startReindex('movies')
    await somebodyWaits(db)
    return { starting: started }
  })
  const reindex = await starting
  await reindex.index([late])
  await reindex.swap()
  expect(await total('late commit')).toBe(1)
})

test('while a swap waits for a writer, searches go on', async () => {
  const { db, index, total } = await setup()
  await index.index('movies', testFilms())
  const reindex = await index.startReindex('movies')
  const { swapping } = await db.transaction().execute(async (tx) => {
    await index.index('movies', [testDocument({ title: 'Written during the swap' })], { tx })
    const swapped = reindex.swap()
    await somebodyWaits(db)
    expect(await total('nosferatu')).toBe(1)
    return { swapping: swapped }
  })
  await swapping
  expect(await total('written during the swap')).toBe(1)
  expect(await total()).toBe(1)
})

test('a swap that was cut off after most of its work is done by the next build', async () => {
  const { db, index, total } = await setup()
  const cutOff = await index.startReindex('movies')
  await cutOff.index(testFilms())
  await createVectorIndex(db, 'movies', 'next')
  const resumed = await index.startReindex('movies')
  await resumed.swap()
  expect(await total()).toBe(testFilms().length)
})

test('no letter of any script upsets the database', async () => {
  const { index, total } = await setup()
  const letters = Array.from({ length: 0x1_ff_ff }, (_, point) => String.fromCodePoint(point)).filter((letter) =>
    /[\p{L}\p{N}\p{M}]/u.test(letter),
  )
  const titles = Array.from({ length: Math.ceil(letters.length / 20) }, (_, index) => letters.slice(index * 20, (index + 1) * 20).join(' '))
  await index.index(
    'movies',
    titles.map((title) => testDocument({ title, titles: [title.replaceAll(' ', '')], people: [title] })),
  )
  for (const title of titles.filter((_, number) => number % 50 === 0)) expect(await total(title)).toBeGreaterThanOrEqual(1)
})

test('after a swap the tables are as the migrations made them', async () => {
  const { db, index } = await setup()
  const shape = async () =>
    (
      await sql`
        select tablename, indexname, indexdef from pg_indexes where schemaname = 'backlot'
        union all select table_name, column_name, data_type || is_nullable from information_schema.columns where table_schema = 'backlot'
        order by 1, 2`.execute(db)
    ).rows
  const before = await shape()
  const reindex = await index.startReindex('movies')
  await reindex.index(testFilms())
  await reindex.swap()
  expect(await shape()).toEqual(before)
  const { rows } = await sql`select from backlot.search_changes`.execute(db)
  expect(rows).toHaveLength(0)
})

test('a role that may not create extensions is told the command for a superuser', async () => {
  const database = await createTestDatabase({ template: 'search without extensions', prepare: async () => await Promise.resolve() })
  const superuser = connect(database.url)
  const role = `plain_${Date.now()}`
  await sql`create role ${sql.id(role)} login password 'plain'`.execute(superuser)
  await sql`create schema backlot authorization ${sql.id(role)}`.execute(superuser)
  await sql`grant create on schema public to ${sql.id(role)}`.execute(superuser)
  const url = Object.assign(new URL(database.url), { username: role, password: 'plain' }).href
  const plain = connect(url)
  await expect(migrateAll(plain)).rejects.toThrow('as a superuser: CREATE EXTENSION unaccent;')
  await sql`create extension unaccent`.execute(superuser)
  await expect(migrateAll(plain)).rejects.toThrow('as a superuser: CREATE EXTENSION pg_trgm;')
  await sql`create schema elsewhere`.execute(superuser)
  await sql`grant usage on schema elsewhere to ${sql.id(role)}`.execute(superuser)
  await sql`create extension pg_trgm schema elsewhere`.execute(superuser)
  await migrateAll(plain)
  const index = createPostgresSearch(plain)
  await index.index('movies', testFilms())
  expect((await index.search({ text: 'battelshipp', collections: ['movies'] })).total).toBe(1)
  await plain.destroy()
  await sql`drop owned by ${sql.id(role)} cascade`.execute(superuser)
  await sql`drop role ${sql.id(role)}`.execute(superuser)
  await superuser.destroy()
  await database.drop()
})
