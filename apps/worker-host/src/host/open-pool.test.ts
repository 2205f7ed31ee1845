import { silentLogger } from '@backlot/jobs'
import { createTestDatabase, waitFor } from '@backlot/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openPool } from './open-pool.ts'

const setup = async () => {
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  const logged: string[] = []
  const logger = { ...silentLogger, warn: (_: object, message: string) => void logged.push(message) }
  const { pool, closing } = openPool({ connectionString: database.url, max: 3 }, logger)
  /** Ends the other connections, as a server that stops does. */
  const cut = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await client.end()
  }
  return {
    pool,
    closing,
    logged,
    cut,
    [Symbol.asyncDispose]: async () => {
      await pool.end()
      await database.drop()
    },
  }
}

test('a connection that breaks between two statements of a transaction fails that transaction, and nothing else', async () => {
  await using at = await setup()
  const connection = await at.pool.connect()
  await connection.query('begin')
  await at.cut()
  await waitFor('the break', async () => {
    const failed = await connection.query('select 1').then(
      () => false,
      () => true,
    )
    return failed
  })
  connection.release(true)
  expect((await at.pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test('an idle connection that breaks is told of, unless the pool is being closed', async () => {
  await using at = await setup()
  await at.pool.query('select 1')
  await at.cut()
  await waitFor('the message', () => at.logged.length === 1)
  expect(at.logged).toEqual(['A database connection broke'])
  await at.pool.query('select 1')
  const ended = new Promise((resolve) => at.pool.once('remove', resolve))
  at.closing()
  await at.cut()
  await ended
  expect(at.logged).toHaveLength(1)
})
