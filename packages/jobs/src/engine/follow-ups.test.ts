import { waitFor } from '@backlot/testing'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { defineJob } from '../define/define-job.ts'
import { PermanentError } from '../define/job-error.ts'
import { startTestHost, testJob, type TestHost, type TestHostOptions } from '../host/test-host.ts'
import { silentLogger } from '../log.ts'
import type { InsertMiddleware } from '../middleware.ts'
import { worker } from '../worker.ts'
import type { DiscardedJob, FollowUps } from './follow-ups.ts'

let kit: TestHost | undefined
afterEach(async () => {
  await kit?.close()
  kit = undefined
})

const followUp = defineJob({
  kind: 'test_follow_up',
  queue: 'low',
  timeout: '30s',
  args: z.object({ of: z.string(), error: z.string() }),
  unique: { period: '1h' },
})

const failing = (followUps: FollowUps, more: TestHostOptions = {}): TestHostOptions => ({
  workers: [worker(testJob, async ({ args, attempt }) => Promise.reject(new Error(`${args.label ?? 'Broken'} ${attempt}`)))],
  fetchCooldown: '10ms',
  followUps,
  ...more,
})

const untilDiscarded = async ({ host: { client } }: TestHost, id: string) =>
  await waitFor(`job ${id} to be discarded`, async () => {
    const job = await client.jobGet(id)
    return job?.state === 'discarded' ? job : undefined
  })

test('what follows a discarded job is stored in the transaction that discards it', async () => {
  const asked: DiscardedJob[] = []
  const discarded = (job: DiscardedJob) => {
    asked.push(job)
    return [followUp({ of: job.id, error: job.error })]
  }
  const seenBeforeCommit: unknown[] = []
  const look: InsertMiddleware = async (inserts, next) => {
    const answers = await next()
    const [insert] = inserts
    if (insert?.request.kind === followUp.kind) {
      const { of } = insert.request.args as { of: string }
      seenBeforeCommit.push((await client.jobGet(of))?.state, await client.jobTotal({ kinds: [followUp.kind] }))
    }
    return answers
  }
  kit = await startTestHost(failing({ discarded }, { middleware: { insert: [look] } }))
  const { client } = kit.host
  // Nobody touches it after it was stored.
  await client.pause({ queue: 'low' })
  const { id } = await client.insert(testJob({ n: 7 }), { maxAttempts: 1 })
  await untilDiscarded(kit, id)
  const { jobs } = await client.jobList({ kinds: [followUp.kind] })
  expect(jobs).toMatchObject([{ state: 'available' }])
  expect((await client.jobGet(jobs[0]?.id ?? ''))?.args).toEqual({ of: id, error: 'Broken 1' })
  expect(asked).toEqual([
    { id, kind: 'test_job', queue: 'default', args: { n: 7 }, error: 'Broken 1', attempts: 1, failedAt: expect.any(Date) as Date },
  ])
  expect(seenBeforeCommit).toEqual(['running', 0])
})

test('only a failure that no attempt follows is asked about', async () => {
  const asked: number[] = []
  kit = await startTestHost({
    ...failing({ discarded: ({ attempts }) => (asked.push(attempts), []) }),
    workers: [
      worker(testJob, async ({ attempt }) => Promise.reject(attempt === 1 ? new Error('Once more') : new PermanentError('Never again'))),
    ],
  })
  const { client } = kit.host
  const { id } = await client.insert(testJob({}))
  await waitFor('the first failure', async () => (await client.jobGet(id))?.state === 'retryable')
  expect(asked).toEqual([])
  await client.jobRetry(id)
  await untilDiscarded(kit, id)
  expect(asked).toEqual([2])
})

test('a follow-up that throws, has bad args or what Postgres refuses keeps no job from being discarded', async () => {
  const refusals: unknown[] = []
  const logger = { ...silentLogger, error: (fields: object) => void refusals.push(fields) }
  const discarded = ({ id, args, error }: DiscardedJob) => {
    if (args['n'] === 0) throw new Error('The hook is broken')
    const request = followUp({ of: id, error })
    if (args['n'] === 1) return [request, { ...request, args: { of: 1 } }]
    return [request, followUp({ of: id, error: '\0' })]
  }
  kit = await startTestHost(failing({ discarded }, { logger }))
  const { client } = kit.host
  const inserted = await client.insertMany([testJob({ n: 0 }), testJob({ n: 1 }), testJob({ n: 2 })], { maxAttempts: 1 })
  for (const { id } of inserted) await untilDiscarded(kit, id)
  expect(await client.jobTotal({ kinds: [followUp.kind] })).toBe(0)
  expect(refusals).toHaveLength(3)
})

test('a job whose host died in its last attempt is told of, recorded and followed, once, by one of the others', async () => {
  const discarded = ({ id, error }: DiscardedJob) => [followUp({ of: id, error })]
  kit = await startTestHost({ followUps: { discarded } })
  await kit.another({ followUps: { discarded } })
  const { client } = kit.host
  const { id } = await client.insert(testJob({}), { maxAttempts: 1, delay: '1h' })
  // As a host leaves it that was killed half a minute ago.
  const database = new pg.Client({ connectionString: kit.url })
  await database.connect()
  await database.query(
    `update pgboss.job set state = 'active', started_on = now() - interval '40 s', heartbeat_on = now() - interval '30 s' where id = $1`,
    [id],
  )
  await database.end()
  await untilDiscarded(kit, id)
  const { jobs } = await waitFor('what follows', async () => {
    const page = await client.jobList({ kinds: [followUp.kind] })
    return page.jobs.length > 0 ? page : undefined
  })
  const job = await client.jobGet(id)
  expect(job?.attempts).toMatchObject([{ attempt: 1, outcome: 'failed', error: expect.stringContaining('heartbeat'), host: 'lost' }])
  expect(jobs).toHaveLength(1)
  await waitFor('the event', () => kit?.events.some(({ type }) => type === 'job.discarded'))
  expect(kit.events.filter(({ type }) => type === 'job.discarded')).toMatchObject([{ id, kind: 'test_job', attempt: 1, error: job?.error }])
})
