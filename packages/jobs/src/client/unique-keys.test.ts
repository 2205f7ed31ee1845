import { waitFor } from '@backlot/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineJob } from '../define/define-job.ts'
import type { Unique } from '../define/unique.ts'
import { startTestHost, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'
import { uniqueKey } from './unique-keys.ts'

let kit: TestHost
const release = new Map<string, () => void>()
const keyed = (kind: string, unique: Unique<'library' | 'force'>) =>
  defineJob({ kind, queue: 'default', timeout: '20s', args: z.object({ library: z.string(), force: z.boolean().default(false) }), unique })
const queued = keyed('queued', { by: ['library'], while: 'queued' })
const exclusive = keyed('exclusive', { by: ['library'], while: 'exclusive' })
const period = keyed('period', { period: '1h' })

const held = (definition: typeof queued) =>
  worker(definition, async ({ args }) => await new Promise<void>((resolve) => release.set(`${definition.kind} ${args.library}`, resolve)))

beforeAll(async () => {
  kit = await startTestHost({ workers: [held(queued), held(exclusive), held(period)], drainTimeout: '0ms' })
})
afterAll(async () => {
  release.forEach((resolve) => resolve())
  await kit.close()
})

const insert = async (request: ReturnType<typeof queued>) => await kit.host.client.insert(request)
const untilRunning = async (key: string) => await waitFor(`${key} to run`, () => release.get(key))
const untilFinal = async (id: string) => await waitFor(`${id} to end`, async () => (await kit.host.client.jobGet(id))?.finishedAt)

test('while queued: an equal job that runs does not stand in the way, one that waits does', async () => {
  const first = await insert(queued({ library: 'a' }))
  await untilRunning('queued a')
  await kit.host.client.pause({ kind: 'queued' })
  await waitFor('the pause to be heard', () => kit.events.some(({ type }) => type === 'queue.paused'))
  const second = await insert(queued({ library: 'a' }))
  const third = await insert(queued({ library: 'a', force: true }))
  expect([first.duplicate, second.duplicate]).toEqual([false, false])
  expect(third).toEqual({ ...second, duplicate: true })
  await kit.host.client.resume({ kind: 'queued' })
})

test('exclusive: an equal job that waits or runs stands in the way until it ends', async () => {
  const first = await insert(exclusive({ library: 'a' }))
  const finish = await untilRunning('exclusive a')
  expect(await insert(exclusive({ library: 'a' }))).toEqual({ ...first, duplicate: true })
  expect((await insert(exclusive({ library: 'b' }))).duplicate).toBe(false)
  finish()
  await untilFinal(first.id)
  expect((await insert(exclusive({ library: 'a' }))).duplicate).toBe(false)
})

test('a period: an equal job keeps others out after it completed, not after it was cancelled', async () => {
  const first = await insert(period({ library: 'a' }))
  const finish = await untilRunning('period a')
  finish()
  await untilFinal(first.id)
  expect(await insert(period({ library: 'a' }))).toEqual({ ...first, duplicate: true })
  expect((await insert(period({ library: 'a', force: true }))).duplicate).toBe(false)
  const waiting = await kit.host.client.insert(period({ library: 'c' }), { delay: '1h' })
  await kit.host.client.jobCancel(waiting.id)
  expect((await insert(period({ library: 'c' }))).duplicate).toBe(false)
})

test('of fifty equal inserts at the same time one gets in, and the others name it', async () => {
  const clients = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const client = new pg.Client({ connectionString: kit.url })
      await client.connect()
      return client
    }),
  )
  const race = async (tx: pg.Client) => {
    await tx.query('begin')
    const inserted = await kit.host.client.insert(period({ library: 'race' }), { tx })
    await tx.query('commit')
    return inserted
  }
  const rounds = await Promise.all(
    clients.map(async (tx) => [await race(tx), await race(tx), await race(tx), await race(tx), await race(tx)]),
  )
  const all = rounds.flat()
  expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
  expect(new Set(all.map(({ id }) => id)).size).toBe(1)
  await Promise.all(clients.map(async (client) => await client.end()))
})

test('an equal request later in a batch is a duplicate of the earlier one', async () => {
  const answers = await kit.host.client.insertMany([period({ library: 'x' }), period({ library: 'y' }), period({ library: 'x' })])
  expect(answers.map(({ duplicate }) => duplicate)).toEqual([false, false, true])
  expect(answers[2]?.id).toBe(answers[0]?.id)
})

test('a caller can insert past the rule', async () => {
  await insert(period({ library: 'z' }))
  expect((await kit.host.client.insert(period({ library: 'z' }), { unique: false })).duplicate).toBe(false)
})

test('the key does not depend on the order of the args, and says apart what differs', () => {
  const unique: Unique = { period: '1h' }
  expect(uniqueKey('k', { a: 1, b: { c: 2, d: 3 } }, unique)).toBe(uniqueKey('k', { b: { d: 3, c: 2 }, a: 1 }, unique))
  expect(uniqueKey('k', { a: 1 }, unique)).not.toBe(uniqueKey('k', { a: '1' }, unique))
  expect(uniqueKey('k', { a: 1 }, unique)).not.toBe(uniqueKey('l', { a: 1 }, unique))
})

test('a duplicate is judged by its own job alone, also when the tables were empty as their statistics were taken', async () => {
  const fresh = await startTestHost({ work: false })
  const { client } = fresh.host
  const db = new pg.Client({ connectionString: fresh.url })
  await db.connect()
  const rowsRead = async (): Promise<number> => {
    await db.query('select pg_stat_force_next_flush()')
    const { rows } = await db.query<{ read: number }>(
      `select sum(seq_tup_read + idx_tup_fetch)::int as read from pg_stat_user_tables where relname in ('job_common', 'unique_keys')`,
    )
    return rows[0]?.read ?? Number.NaN
  }
  await db.query('vacuum analyze pgboss.job_common, backlot_jobs.unique_keys')
  const requests = Array.from({ length: 3_000 }, (_, n) => queued({ library: `library ${n}` }))
  await client.insertMany(requests)
  const before = await rowsRead()
  const again = await client.insertMany(requests.slice(0, 100), { tx: db })
  expect(again.every(({ duplicate }) => duplicate)).toBe(true)
  // Its key and its holder, each of them a few times.
  expect((await rowsRead()) - before).toBeLessThan(1_000)
  await db.end()
  await fresh.close()
})
