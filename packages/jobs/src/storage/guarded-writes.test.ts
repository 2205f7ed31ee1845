import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { silentLogger } from '../log.ts'
import { claimLocked, completeLocked, makeDue, releaseClaims, spendAttempts } from './guarded-writes.ts'
import type { Claim, JobData } from './job-data.ts'
import { lockDueJobs } from './lock-due-jobs.ts'
import { openStorage, type Storage } from './open-storage.ts'

let kit: TestHost
let storage: Storage
beforeAll(async () => {
  kit = await startTestHost({ work: false })
  storage = await openStorage({ url: kit.url, maxConnections: 2, name: 'test', registered: false, logger: silentLogger })
})
afterAll(async () => {
  await storage.close()
  await kit.close()
})

const claim = async (): Promise<Claim> => {
  const [job] = await storage.boss.fetch<JobData>('default')
  if (job === undefined) throw new Error('Nothing to claim')
  return { id: job.id, queue: 'default', data: job.data, retryCount: job.retryCount }
}

test('a released claim can be claimed again as the same attempt', async () => {
  await kit.host.client.insert(testJob({}))
  const first = await claim()
  expect(await releaseClaims(storage, 'default', [first], 0)).toEqual([first.id])
  expect(await claim()).toEqual(first)
  expect(await releaseClaims(storage, 'default', [{ ...first, retryCount: 1 }], 0)).toEqual([])
  await storage.boss.complete('default', first.id)
  expect(await releaseClaims(storage, 'default', [first], 0)).toEqual([])
})

test('a job that was released for later is scheduled for then, and kept as long after it', async () => {
  await kit.host.client.insert(testJob({}))
  const held = await claim()
  await releaseClaims(storage, 'default', [held], 60_000)
  const job = await kit.host.client.jobGet(held.id)
  expect(job?.state).toBe('scheduled')
  expect(job?.scheduledAt.getTime()).toBeGreaterThan(Date.now() + 55_000)
})

test('with its attempts spent, the failure that follows is the last', async () => {
  await kit.host.client.insert(testJob({}))
  const held = await claim()
  expect(await spendAttempts(storage, { ...held, retryCount: 7 })).toBe(false)
  expect(await spendAttempts(storage, held)).toBe(true)
  await storage.boss.fail('default', held)
  expect((await kit.host.client.jobGet(held.id))?.state).toBe('discarded')
})

test('only what waits for a later time is made due', async () => {
  const { client } = kit.host
  const [later, now] = [await client.insert(testJob({}), { delay: '1h' }), await client.insert(testJob({}))]
  const dueNow = async () => await storage.transaction(async (tx) => await makeDue(tx, 'default', [later.id, now.id]))
  expect(await dueNow()).toBe(1)
  expect((await client.jobGet(later.id))?.state).toBe('available')
  for (const held of [await claim(), await claim()]) await storage.boss.complete('default', held.id)
  expect(await dueNow()).toBe(0)
})

const stored = async (id: string) => {
  const { rows } = await storage.executeSql(
    `select to_jsonb(j) - '{id,data,created_on,start_after,keep_until,started_on,heartbeat_on,completed_on}'::text[] as facts,
            started_on is not null as started, heartbeat_on is not null as beating, completed_on - started_on as took
     from pgboss.job j where id = $1`,
    [id],
  )
  return rows[0]
}

const claimByLock = async (): Promise<Claim> =>
  await storage.transaction(async (tx) => {
    const locked = await lockDueJobs(tx, { queue: 'default', limit: 1, ignoredKinds: ['another'] })
    const [claimed] = await claimLocked(tx, 'default', locked)
    if (claimed === undefined) throw new Error('Nothing to claim')
    return claimed
  })

test('a locked job is claimed as a fetch claims it, the first time and after a failure', async () => {
  const [fetched, locked] = await kit.host.client.insertMany([testJob({}), testJob({})])
  const first = await claim()
  const second = await claimByLock()
  expect([first.id, second.id]).toEqual([fetched?.id, locked?.id])
  expect(second.retryCount).toBe(first.retryCount)
  expect(await stored(second.id)).toEqual(await stored(first.id))
  for (const each of [first, second]) {
    await storage.boss.fail('default', each)
    await storage.boss.update('default', undefined, { id: each.id, startAfter: 0 })
  }
  expect([(await claim()).retryCount, (await claimByLock()).retryCount]).toEqual([1, 1])
  expect(await stored(second.id)).toEqual(await stored(first.id))
  for (const id of [first.id, second.id]) await storage.boss.complete('default', id)
})

test('a locked job is completed as pg-boss completes it, but for the heartbeat that it never had', async () => {
  const [fetched, locked] = await kit.host.client.insertMany([testJob({}), testJob({})])
  await storage.boss.complete('default', await claim())
  await storage.transaction(async (tx) => {
    await lockDueJobs(tx, { queue: 'default', limit: 1, ignoredKinds: [] })
    await completeLocked(tx, 'default', [locked?.id ?? ''], 20)
  })
  const took = { milliseconds: 20 }
  expect(await stored(locked?.id ?? '')).toEqual({
    ...(await stored(fetched?.id ?? '')),
    beating: false,
    took: expect.objectContaining(took),
  })
})

test('what others have locked is passed by, and nothing is claimed or completed twice', async () => {
  const { id } = await kit.host.client.insert(testJob({}))
  await storage.transaction(async (tx) => {
    expect(await lockDueJobs(tx, { queue: 'default', limit: 10, ignoredKinds: ['test_job'] })).toEqual([])
    expect(await lockDueJobs(tx, { queue: 'default', limit: 10, ignoredKinds: [] })).toMatchObject([{ id, wasClaimed: false }])
    expect(await storage.boss.fetch('default')).toEqual([])
    await completeLocked(tx, 'default', [id], 1)
    await completeLocked(tx, 'default', [id], 5_000)
  })
  expect(await stored(id)).toMatchObject({ took: { milliseconds: 1 } })
})
