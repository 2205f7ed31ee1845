import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testJob, type TestHost } from '../host/test-host.ts'
import { lockDueJobs } from './lock-due-jobs.ts'
import { claimDueJobs, claimLocked, completeLocked } from './locked-jobs.ts'
import type { Storage } from './open-storage.ts'
import { startTestStorage } from './test-storage.ts'

let kit: TestHost
let storage: Storage
let close: () => Promise<void>
beforeEach(async () => {
  ;({ kit, storage, close } = await startTestStorage())
})
afterEach(async () => await close())

const due = { queue: 'default', most: 10, ignoredKinds: [] }

const claim = async (most = 10, ignoredKinds: readonly string[] = []) => await claimDueJobs(storage, { ...due, most, ignoredKinds })

/** Every column of a job but its id, its data and its times, and what is to be said of these. */
const stored = async (id: string | undefined) => {
  const { rows } = await storage.executeSql(
    `select to_jsonb(j) - '{id,data,created_on,start_after,keep_until,started_on,heartbeat_on,completed_on}'::text[] as facts,
            started_on > created_on as started, heartbeat_on is not null as beating, completed_on - started_on as took
     from pgboss.job j where id = $1`,
    [id],
  )
  return rows[0]
}

const claimByLock = async () =>
  await storage.transaction(async (tx) => {
    const locked = await lockDueJobs(tx, { ...due, most: 1, ignoredKinds: ['another'] })
    const claimed = await claimLocked(
      tx,
      'default',
      locked.map(({ place }) => place),
    )
    return claimed[0]
  })

test('a job is claimed as pg-boss claims it, the first time and after a failure', async () => {
  const jobs = await kit.host.client.insertMany([1, 2, 3].map((n) => testJob({ n })))
  const [own, fetched, locked] = jobs.map(({ id }) => id)
  for (const retryCount of [0, 1]) {
    const data = { kind: 'test_job', version: 1, args: { n: 1 }, meta: {} }
    expect(await claim(1)).toEqual([{ id: own, queue: 'default', data, retryCount }])
    expect(await storage.boss.fetch('default')).toMatchObject([{ id: fetched, retryCount }])
    expect(await claimByLock()).toMatchObject({ id: locked, retryCount })
    expect(await stored(own)).toEqual(await stored(fetched))
    expect(await stored(locked)).toEqual(await stored(fetched))
    for (const { id } of jobs) {
      await storage.boss.fail('default', id)
      await storage.boss.update('default', undefined, { id, startAfter: 0 })
    }
  }
})

test('a locked job is completed as pg-boss completes it, but for the heartbeat that it never had', async () => {
  const [fetched, locked] = await kit.host.client.insertMany([testJob({}), testJob({})])
  await storage.boss.fetch('default')
  await storage.boss.complete('default', fetched?.id ?? '')
  await storage.transaction(async (tx) => {
    const places = (await lockDueJobs(tx, due)).map(({ place }) => place)
    await completeLocked(tx, 'default', { places, tookMs: 20 })
  })
  const took = expect.objectContaining({ milliseconds: 20 })
  expect(await stored(locked?.id)).toEqual({ ...(await stored(fetched?.id)), beating: false, took, started: expect.any(Boolean) })
})

test('what is urgent is claimed first, then what is older; what is ignored, not due or locked is not', async () => {
  const { client } = kit.host
  const late = await client.insert(testJob({ n: 1 }))
  const later = await client.insert(testJob({ n: 2 }))
  const urgent = await client.insert(testJob({ n: 3 }), { priority: 5 })
  await client.insert(testJob({ n: 4 }), { delay: '1h' })
  expect(await claim(10, ['another', 'test_job'])).toEqual([])
  await storage.transaction(async (tx) => {
    await tx.executeSql('select from pgboss.job where id = $1 for update', [late.id])
    expect((await claim(2)).map(({ id }) => id)).toEqual([urgent.id, later.id])
  })
  expect((await claim()).map(({ id }) => id)).toEqual([late.id])
  expect(await claim()).toEqual([])
})

test('what others have locked is passed by, and nothing is claimed or completed twice', async () => {
  const { id } = await kit.host.client.insert(testJob({}))
  await storage.transaction(async (tx) => {
    expect(await lockDueJobs(tx, { ...due, ignoredKinds: ['test_job'] })).toEqual([])
    const locked = await lockDueJobs(tx, due)
    expect(locked).toMatchObject([{ id, wasClaimed: false }])
    expect(await storage.boss.fetch('default')).toEqual([])
    const places = locked.map(({ place }) => place)
    await completeLocked(tx, 'default', { places, tookMs: 1 })
    await completeLocked(tx, 'default', { places, tookMs: 5_000 })
    expect(await claimLocked(tx, 'default', places)).toEqual([])
  })
  expect(await stored(id)).toMatchObject({ took: { milliseconds: 1 } })
})

test('what is taken is all that is read, also when the table was empty as its statistics were taken', async () => {
  const connection = new pg.Client({ connectionString: kit.url })
  await connection.connect()
  const db = { executeSql: async (text: string, values?: unknown[]) => await connection.query(text, values) }
  const take = async (): Promise<number> => {
    const claimed = await claimDueJobs(db, due)
    await connection.query('begin')
    const locked = await lockDueJobs(db, due)
    const places = locked.map(({ place }) => place)
    await completeLocked(db, 'default', { places: places.slice(1), tookMs: 1 })
    await claimLocked(db, 'default', places.slice(0, 1))
    await connection.query('commit')
    return claimed.length + locked.length
  }
  const rowsRead = async (): Promise<number> => {
    await connection.query('select pg_stat_force_next_flush()')
    const { rows } = await connection.query<{ read: number }>(
      `select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_user_tables where relname = 'job_common'`,
    )
    return rows[0]?.read ?? Number.NaN
  }
  await connection.query('vacuum analyze pgboss.job_common')
  expect(await take()).toBe(0)
  await kit.host.client.insertMany(Array.from({ length: 3_000 }, (_, n) => testJob({ n })))
  const before = await rowsRead()
  expect(await take()).toBe(20)
  // Those that the claim has taken are met once more on the way to the next.
  expect((await rowsRead()) - before).toBeLessThan(50)
  await connection.end()
})
