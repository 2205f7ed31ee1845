import { waitFor } from '@backlot/testing'
import { afterEach, expect, test } from 'vitest'
import { PermanentError } from '../define/job-error.ts'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'
import { batchJobs } from './args.ts'
import { batchWorker } from './batch-worker.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
})

test('a batch cancels all that wait and match, however many pages they are, and then retries them', async () => {
  let broken = true
  const work = worker(testJob, async () => (broken ? await Promise.reject(new PermanentError('Broken')) : undefined))
  kit = await startTestHost({ workers: [work, batchWorker(() => clientOf(kit))] })
  const { client } = kit.host
  await client.insertMany(
    Array.from({ length: 1_200 }, (_, n) => testJob({ n, label: n < 1_100 ? 'many' : 'few' })),
    { delay: '1h' },
  )
  const { id } = await client.insert(
    batchJobs({ operation: 'cancel', filter: { kinds: ['test_job'], states: ['scheduled'], text: '"many"' } }),
  )
  const job = await waitFor('the batch', async () => {
    const found = await client.jobGet(id)
    return found?.state === 'completed' ? found : undefined
  })
  expect(job.result).toEqual({ matched: 1_100, changed: 1_100 })
  expect(await client.jobTotal({ states: ['cancelled'] })).toBe(1_100)
  expect(await client.jobTotal({ states: ['scheduled'] })).toBe(100)
  broken = false
  await client.insert(batchJobs({ operation: 'retry', filter: { states: ['cancelled'] } }))
  await waitFor('none to be cancelled', async () => (await client.jobTotal({ states: ['cancelled'] })) === 0)
})

const clientOf = (host: TestHost | undefined) => {
  if (host === undefined) throw new Error('The host is not started')
  return host.host.client
}
