import { createTestDatabase } from '@backlot/testing'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { expect, test } from 'vitest'
import { migrate } from './migrate.ts'

const creating = (table: string): Migration => ({
  up: async (db) => await db.schema.createTable(table).addColumn('id', 'integer').execute(),
})
const [first, second] = [creating('first'), creating('second')]

test('a migration is applied once, also where others came to its set', async ({ onTestFinished }) => {
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  onTestFinished(async () => await database.drop())
  const { url } = database
  const films = { owner: 'films-and-more', migrations: { '0001-first': first } }
  expect(await migrate(url, [films])).toEqual([{ owner: 'films-and-more', name: '0001-first' }])
  expect(await migrate(url, [films])).toEqual([])
  const later = { ...films, migrations: { ...films.migrations, '0002-second': second } }
  expect(await migrate(url, [later])).toEqual([{ owner: 'films-and-more', name: '0002-second' }])
  expect(await migrate(url, [later])).toEqual([])
  // A database that a newer version has changed is none for this one.
  await expect(migrate(url, [films])).rejects.toThrow('of films-and-more failed')
})

test('a migration that fails is rolled back, is named, and is tried again', async ({ onTestFinished }) => {
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  onTestFinished(async () => await database.drop())
  const { url } = database
  const broken: Migration = {
    up: async (db) => {
      await second.up(db)
      await sql`select 1 / 0`.execute(db)
    },
  }
  const set = (migration: Migration) => ({ owner: 'films', migrations: { '0001-first': first, '0002-second': migration } })
  await expect(migrate(url, [set(broken)])).rejects.toThrow('Migration 0002-second of films failed')
  expect(await migrate(url, [set(second)])).toContainEqual({ owner: 'films', name: '0002-second' })
})
