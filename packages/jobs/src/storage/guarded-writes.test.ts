import { afterAll, beforeAll, expect, test } from 'vitest'
import { testJob, type TestHost } from '../host/test-host.ts'
import { makeDue, releaseClaims, spendAttempts } from './guarded-writes.ts'
import type { Claim, JobData } from './job-data.ts'
import type { Storage } from './open-storage.ts'
import { startTestStorage } from './test-storage.ts'

let kit: TestHost
let storage: Storage
let close: () => Promise<void>
beforeAll(async () => {
  ;({ kit, storage, close } = await startTestStorage())
})
afterAll(async () => await close())

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
