import { waitFor } from '@backlot/testing'
import { afterEach, expect, test } from 'vitest'
import { snooze } from '../decision.ts'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'

let kit: TestHost | undefined
afterEach(async () => await kit?.close())

test('after a snooze the next run shows its own progress from its first report on', async () => {
  let runs = 0
  const finish = Promise.withResolvers<void>()
  const workers = [
    worker(testJob, async ({ progress }) => {
      if (++runs === 1) {
        for (let current = 1; current <= 50; current++) progress({ phase: 'first', current, total: 100 })
        return snooze('1ms')
      }
      progress({ phase: 'second', current: 1, total: 4 })
      await finish.promise
      return undefined
    }),
  ]
  kit = await startTestHost({ workers })
  const { client } = kit.host
  const { id } = await client.insert(testJob({}))
  await waitFor('the second run to show', async () => (await client.getJobProgress(id))?.phase === 'second')
  expect(await client.getJobProgress(id)).toMatchObject({ attempt: 1, current: 1, percentage: 25 })
  finish.resolve()
  await waitFor('it to be completed', async () => (await client.jobGet(id))?.state === 'completed')
  expect(await client.getJobProgress(id)).toMatchObject({ phase: 'second', percentage: 100 })
})
