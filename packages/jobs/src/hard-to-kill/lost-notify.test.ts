import { waitFor } from '@backlot/testing'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
})

test('a request to cancel whose NOTIFY was lost reaches the handler with the next heartbeat', async () => {
  const heard: string[] = []
  const work = worker(testJob, async ({ signal }) => {
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  kit = await startTestHost({ workers: [work] })
  kit.host.subscribe(({ type }) => heard.push(type))
  const { id } = await kit.host.client.insert(testJob({}))
  await waitFor('it to run', () => heard.includes('job.started'))
  const database = new pg.Client({ connectionString: kit.url })
  await database.connect()
  await database.query('insert into backlot_jobs.cancellations (job_id) values ($1)', [id])
  await database.end()
  const asked = Date.now()
  await waitFor('it to be cancelled', () => heard.includes('job.cancelled'))
  expect(Date.now() - asked).toBeLessThan(5_000)
})
