import { createTestDatabase } from '@backlot/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createMessage } from './one-message.ts'

test('a message is one transaction, and takes any text as a value', async ({ onTestFinished }) => {
  const database = await createTestDatabase({ template: 'empty', prepare: async () => {} })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.drop()
  })
  const db = { executeSql: async (text: string, values?: unknown[]) => await client.query(text, values) }
  await client.query('create table said (word text unique)')
  const words = [`it's`, String.raw`back\slash \' \u0041`, '$1 $2 $&', '"quoted"', `'); drop table said; --`]
  const all = createMessage(db)
  for (const word of words) await all.executeSql('insert into said values ($1), ($2 || $1)', [word, 'again '])
  await all.send()
  const { rows } = await client.query<{ word: string }>('select word from said')
  expect(rows.map(({ word }) => word).toSorted()).toEqual(words.flatMap((word) => [word, `again ${word}`]).toSorted())
  const broken = createMessage(db)
  for (const word of ['new', `it's`]) await broken.executeSql('insert into said values ($1)', [word])
  await expect(broken.send()).rejects.toThrow('duplicate key')
  expect((await client.query(`select from said where word = 'new'`)).rowCount).toBe(0)
  await createMessage(db).send()
})
