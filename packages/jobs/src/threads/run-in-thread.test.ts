import { waitFor } from '@backlot/testing'
import { afterEach, expect, test } from 'vitest'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import type { JobState } from '../job.ts'
import { worker } from '../worker.ts'
import { runInThread } from './run-in-thread.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
})

const start = async () => {
  const url = new URL('./test-busy-thread.ts', import.meta.url)
  kit = await startTestHost({
    workers: [worker(testJob, async (context) => await runInThread<typeof import('./test-busy-thread.ts')>(url, context))],
  })
  const { client } = kit.host
  const untilState = async (id: string, state: JobState) =>
    await waitFor(`${id} to be ${state}`, async () => {
      const job = await client.jobGet(id)
      return job?.state === state ? job : undefined
    })
  return { client, untilState }
}

test('a handler in a thread gives its result, its progress and its log', async () => {
  const { client, untilState } = await start()
  const { id } = await client.insert(testJob({ n: 1_000 }))
  expect(await untilState(id, 'completed')).toMatchObject({ result: { sum: 500_500 } })
  expect(await client.getJobProgress(id)).toMatchObject({ phase: 'counting', current: 1_000, percentage: 100 })
  await waitFor('the line', async () => (await client.jobLog(id)).some(({ message }) => message === 'Counting'))
})

test('a permanent failure in a thread is permanent', async () => {
  const { client, untilState } = await start()
  const { id } = await client.insert(testJob({ label: 'fail' }))
  expect(await untilState(id, 'discarded')).toMatchObject({ attempt: 1, error: 'This cannot be hashed' })
})

test('an endless loop in a thread is ended by a cancel, and the host goes on meanwhile', async () => {
  const { client, untilState } = await start()
  const { id } = await client.insert(testJob({ label: 'endless' }))
  const { id: other } = await client.insert(testJob({ n: 10 }))
  await untilState(other, 'completed')
  await client.jobCancel(id)
  await untilState(id, 'cancelled')
})
