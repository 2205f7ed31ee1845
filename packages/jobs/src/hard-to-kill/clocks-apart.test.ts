import { waitFor } from '@backlot/testing'
import { afterEach, expect, test } from 'vitest'
import { systemClock, type Clock } from '../clock.ts'
import { RetryAfterError } from '../define/job-error.ts'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
})

const clockOff = (ms: number): Clock => ({ ...systemClock, now: () => systemClock.now() + ms })

test('two hosts whose clocks are ten minutes apart run each job once, on time, and keep their claims', { timeout: 120_000 }, async () => {
  const starts = new Map<string, number[]>()
  const work = worker(testJob, async ({ id, attempt, args }) => {
    starts.set(id, [...(starts.get(id) ?? []), Date.now()])
    if (args.label === 'fails' && attempt === 1) throw new RetryAfterError('Once more', '500ms')
    await new Promise((resolve) => setTimeout(resolve, args.n))
  })
  kit = await startTestHost({ workers: [work], clock: clockOff(600_000), name: 'ahead' })
  await kit.another({ workers: [work], clock: clockOff(-600_000), name: 'behind' })
  const { client } = kit.host
  const insertedAt = Date.now()
  const many = await client.insertMany(Array.from({ length: 200 }, (_, n) => testJob({ n: n % 15 })))
  const fails = await client.insert(testJob({ label: 'fails' }))
  const delayed = await client.insert(testJob({ label: 'delayed' }), { delay: '1s' })
  const long = await client.insert(testJob({ n: 15_000 }))
  await waitFor('all to complete', async () => (await client.jobTotal({ states: ['completed'] })) === 203, { timeoutMs: 40_000 })
  expect(many.filter(({ id }) => starts.get(id)?.length !== 1)).toEqual([])
  const [first = 0, second = 0] = starts.get(fails.id) ?? []
  expect(second - first).toBeGreaterThanOrEqual(495)
  expect(second - first).toBeLessThan(5_000)
  expect((starts.get(delayed.id)?.[0] ?? 0) - insertedAt).toBeGreaterThanOrEqual(995)
  // Longer than a heartbeat: the other host's clock takes nobody's claim away.
  expect(starts.get(long.id)).toHaveLength(1)
})
