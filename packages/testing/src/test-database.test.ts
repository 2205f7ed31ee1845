import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './test-database.ts'

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('two databases of one template are prepared once and do not see each other', async () => {
  let prepared = 0
  const options = {
    template: 'two databases of one template',
    prepare: async (url: string) => {
      prepared++
      await query(url, 'create table films (title text)')
    },
  }
  const [first, second] = await Promise.all([createTestDatabase(options), createTestDatabase(options)])
  await query(first.url, `insert into films values ('Metropolis')`)
  expect(prepared).toBe(1)
  expect(await query(first.url, 'select title from films')).toEqual([{ title: 'Metropolis' }])
  expect(await query(second.url, 'select title from films')).toEqual([])
  await Promise.all([first.drop(), second.drop()])
})
