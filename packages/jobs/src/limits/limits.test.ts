import { waitFor } from '@backlot/testing'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { defineJob } from '../define/define-job.ts'
import type { Limit } from '../define/limit.ts'
import { startTestHost, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
})

/** Counts how many run at a time, by library and in all, whatever host they run in. */
const counting = (limit: Limit<'library'>) => {
  const job = defineJob({ kind: 'limited', queue: 'default', timeout: '30s', args: z.object({ library: z.string() }), limit })
  const running = new Map<string, number>()
  const most = new Map<string, number>()
  const count = (key: string, by: number): void => {
    running.set(key, (running.get(key) ?? 0) + by)
    most.set(key, Math.max(most.get(key) ?? 0, running.get(key) ?? 0))
  }
  const work = worker(job, async ({ args }) => {
    count(args.library, 1)
    count('all', 1)
    await new Promise((resolve) => setTimeout(resolve, 3))
    count(args.library, -1)
    count('all', -1)
  })
  return { job, work, most }
}

const untilDone = async (jobs: number) =>
  await waitFor(
    `${jobs} jobs`,
    async () => (await kit?.host.client.jobCounts())?.find(({ state }) => state === 'completed')?.count === jobs,
  )

test('three hosts together never pass the limit of a kind, and run all its jobs', async () => {
  const { job, work, most } = counting({ max: 2 })
  kit = await startTestHost({ workers: [work] })
  await Promise.all([kit.another({ workers: [work] }), kit.another({ workers: [work] })])
  await kit.host.client.insertMany(Array.from({ length: 100 }, (_, n) => job({ library: `l${n}` })))
  await untilDone(100)
  expect(most.get('all')).toBe(2)
})

test('a limit by an arg holds for each value of it, and other values go on meanwhile', async () => {
  const { job, work, most } = counting({ max: 1, by: ['library'] })
  kit = await startTestHost({ workers: [work] })
  await kit.another({ workers: [work] })
  await kit.host.client.insertMany(Array.from({ length: 90 }, (_, n) => job({ library: 'abc'.charAt(n % 3) })))
  await untilDone(90)
  expect(['a', 'b', 'c'].map((library) => most.get(library))).toEqual([1, 1, 1])
  expect(most.get('all')).toBeGreaterThan(1)
})

test('a job that waits for a place spends no attempt, and can be cancelled', async () => {
  const job = defineJob({ kind: 'limited', queue: 'default', timeout: '30s', maxAttempts: 1, args: z.object({}), limit: { max: 1 } })
  const { promise, resolve } = Promise.withResolvers<void>()
  kit = await startTestHost({ workers: [worker(job, async () => await promise)] })
  const { client } = kit.host
  const [first, second, third] = await client.insertMany([job({}), job({}), job({})])
  await waitFor('two to be parked', async () => (await client.jobCounts()).find(({ state }) => state === 'scheduled')?.count === 2)
  expect(await client.jobCancel(second?.id ?? '')).toBe('cancelled')
  resolve()
  await untilDone(2)
  expect((await client.jobGet(first?.id ?? ''))?.state).toBe('completed')
  expect(await client.jobGet(third?.id ?? '')).toMatchObject({ state: 'completed', attempt: 1 })
})
