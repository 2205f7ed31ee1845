import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHost, migrate, silentLogger } from '@backlot/jobs'
import { createTestDatabase, createTempFolder } from '@backlot/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { compose } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'

/** The tables of a database in our schemas, but for the records of the migrations themselves. */
const tablesOf = async (url: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('backlot', 'backlot_jobs') and table_type = 'BASE TABLE' and table_name not like 'migrations\\_%' order by 1`,
  )
  await client.end()
  return rows.map(({ name }) => name)
}

/** Every table that the host makes, with the package whose migrations made it. */
const ownersOfTables = async (): Promise<Map<string, string>> => {
  await using folder = await createTempFolder()
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  const owners = new Map<string, string>()
  const own = async (owner: string): Promise<void> => {
    const before = new Set(owners.keys())
    for (const table of await tablesOf(database.url)) if (!before.has(table)) owners.set(table, owner)
    // One that was renamed or dropped is none any more.
    const now = new Set(await tablesOf(database.url))
    for (const table of before) if (!now.has(table)) owners.delete(table)
  }
  const core = createHost({ database: { url: database.url }, bundles: [] })
  await core.start({ work: false })
  await core.stop()
  await own('jobs')
  const { host, close } = compose({
    config: configSchema.parse({ data: folder.path }),
    database: { url: database.url, kind: 'external', version: 'test' },
    logger: silentLogger,
  })
  for (const set of host.bundles.flatMap(({ migrations }) => migrations)) {
    await migrate(database.url, [set])
    await own(set.owner)
  }
  await close()
  await database.drop()
  return owners
}

test('every table has an owner, and the page says how its rows go', { timeout: 120_000 }, async () => {
  const page = await readFile(join(import.meta.dirname, '../../../../docs/tables.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z_.]+)` +\| ([a-z-]+) +\| (.+?) +\|$/gm)].map(([, table = '', owner = '', how = '']) => ({
    table,
    owner,
    how,
  }))
  expect(rows.filter(({ how }) => how.length < 4)).toEqual([])
  const shown = Object.fromEntries(rows.map(({ table, owner }) => [table, owner]))
  expect(shown).toEqual(Object.fromEntries(await ownersOfTables()))
})
