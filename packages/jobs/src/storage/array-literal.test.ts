import { createTestDatabase } from '@backlot/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { arrayLiteral } from './array-literal.ts'

test('whatever a list holds, Postgres reads the same', async ({ onTestFinished }) => {
  const database = await createTestDatabase({ template: 'nothing', prepare: async () => {} })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.drop()
  })
  const texts = ['plain', '', 'NULL', 'null', ' a ', 'a,b', '{a}', '"', '\\', '\\"', '\\x00', 'line\nline', 'Ünïcode', "it's"]
  const numbers = [0, -1, 99.9, Number.MAX_SAFE_INTEGER]
  const { rows } = await client.query<{ texts: string[]; numbers: number[]; none: string[] }>(
    'select $1::text[] as texts, $2::float8[] as numbers, $3::text[] as none',
    [arrayLiteral(texts), arrayLiteral(numbers), arrayLiteral([])],
  )
  expect(rows).toEqual([{ texts, numbers, none: [] }])
})
