import { waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { startTestHost, testJob } from '../host/test-host.ts'
import { worker } from '../worker.ts'

test('a hundred thousand reports are four writes a second, and each costs less than two microseconds', async ({ onTestFinished }) => {
  const costsMs: number[] = []
  let seconds = 0
  const work = worker(testJob, async ({ progress }) => {
    const began = performance.now()
    for (let part = 0; part < 10; part++) {
      const before = process.cpuUsage()
      for (let n = 1; n <= 10_000; n++) progress({ phase: 'counting', current: part * 10_000 + n, total: 100_000 })
      const { user, system } = process.cpuUsage(before)
      costsMs.push((user + system) / 1_000)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    seconds = (performance.now() - began) / 1_000
  })
  const kit = await startTestHost({ workers: [work] })
  onTestFinished(async () => await kit.close())
  const { id } = await kit.host.client.insert(testJob({}))
  await waitFor('it to be completed', async () => (await kit.host.client.jobGet(id))?.state === 'completed')
  expect(await kit.host.client.getJobProgress(id)).toMatchObject({ current: 100_000, percentage: 100 })
  // The first, four for each second that it took, and the last.
  expect(kit.events.filter(({ type }) => type === 'job.progress').length).toBeLessThanOrEqual(seconds * 4 + 3)
  // 10,000 reports, when what runs is compiled: the quickest part is what they cost.
  expect(Math.min(...costsMs) * 10).toBeLessThan(200)
})
