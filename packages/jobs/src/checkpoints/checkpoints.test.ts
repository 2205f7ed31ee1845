import { waitFor } from '@backlot/testing'
import { afterEach, expect, test } from 'vitest'
import { RetryAfterError } from '../define/job-error.ts'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
})

test('a second attempt goes on from the cursor and does not repeat a step that ended', async () => {
  const fetched: number[] = []
  const done: number[] = []
  const work = worker(testJob, async ({ attempt, step, loadCursor, saveCursor }) => {
    const items = await step('fetch', async () => {
      fetched.push(attempt)
      return await Promise.resolve([0, 1, 2, 3])
    })
    for (const item of items.slice((await loadCursor<number>()) ?? 0)) {
      if (attempt === 1 && item === 2) throw new RetryAfterError('Half way', '10ms')
      done.push(item)
      await saveCursor(item + 1)
    }
  })
  kit = await startTestHost({ workers: [work] })
  const { id } = await kit.host.client.insert(testJob({}))
  await waitFor('the job', async () => (await kit?.host.client.jobGet(id))?.state === 'completed')
  expect(fetched).toEqual([1])
  expect(done).toEqual([0, 1, 2, 3])
})
