import { afterAll, beforeAll, expect, test } from 'vitest'
import { testJob, type TestHost } from '../host/test-host.ts'
import { silentLogger } from '../log.ts'
import type { JobData } from '../storage/job-data.ts'
import type { Storage } from '../storage/open-storage.ts'
import { keepClaims } from './keep-claims.ts'
import { RunningJob } from './running-job.ts'
import { createRunningJobs } from './running-jobs.ts'
import { startTestStorage } from '../storage/test-storage.ts'

let kit: TestHost
let storage: Storage
let close: () => Promise<void>
beforeAll(async () => {
  ;({ kit, storage, close } = await startTestStorage())
})
afterAll(async () => await close())

const startJob = async (): Promise<RunningJob> => {
  await kit.host.client.insert(testJob({}))
  const [job] = await storage.boss.fetch<JobData>('default')
  if (job === undefined) throw new Error('Nothing to claim')
  return new RunningJob({ id: job.id, queue: 'default', data: job.data, retryCount: job.retryCount }, Date.now())
}

test('a job that ended while the claims were kept has lost none, one whose claim another took has', async () => {
  const [runs, lost, ending, ended] = [await startJob(), await startJob(), await startJob(), await startJob()]
  const running = createRunningJobs()
  for (const job of [runs, lost, ending, ended]) running.add(job)
  const warned: unknown[] = []
  const logger = { ...silentLogger, warn: (fields: object) => void warned.push(fields) }
  /** Between the list of what runs and the answer, three jobs end, two of them here. */
  const touch: Storage['boss']['touch'] = async (...args) => {
    await storage.boss.complete(
      'default',
      [lost, ending, ended].map(({ claim }) => claim.id),
    )
    ending.letGo = true
    running.remove(ended.claim.id)
    return await storage.boss.touch(...args)
  }
  await keepClaims({ ...storage, boss: { touch } }, logger, running)
  expect(warned).toEqual([{ job: lost.claim.id, kind: 'test_job' }])
  expect([runs, lost, ending, ended].map(({ abortReason }) => abortReason?.type)).toEqual([undefined, 'claim lost', undefined, undefined])
})
