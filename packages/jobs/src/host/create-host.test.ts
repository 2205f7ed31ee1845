import { waitFor } from '@backlot/testing'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { abortReasonOf } from '../abort-reason.ts'
import { bundle } from '../bundle.ts'
import { cancel, snooze } from '../decision.ts'
import { defineJob } from '../define/define-job.ts'
import { PermanentError, RetryAfterError } from '../define/job-error.ts'
import type { JobState } from '../job.ts'
import { worker, type JobContext } from '../worker.ts'
import { createHost } from './create-host.ts'
import { startTestHost, testJob, type TestHost, type TestHostOptions } from './test-host.ts'

let open: TestHost | undefined
const start = async (options: TestHostOptions = {}): Promise<TestHost> => (open = await startTestHost(options))
afterEach(async () => {
  await open?.close()
  open = undefined
})

type Context = JobContext<{ n: number; label?: string | undefined }>
const doing = (handler: (context: Context) => Promise<object | void>) => ({ workers: [worker(testJob, handler)] })

const untilState = async ({ host }: TestHost, id: string, state: JobState) =>
  await waitFor(`job ${id} to be ${state}`, async () => {
    const job = await host.client.jobGet(id)
    return job?.state === state ? job : undefined
  })

const untilAborted = async (signal: AbortSignal): Promise<never> =>
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

test('a job runs and its result is kept', async () => {
  const kit = await start(doing(async ({ args }) => ({ twice: args.n * 2 })))
  const { id, duplicate } = await kit.host.client.insert(testJob({ n: 21 }))
  const job = await untilState(kit, id, 'completed')
  expect(duplicate).toBe(false)
  expect(job).toMatchObject({
    kind: 'test_job',
    queue: 'default',
    attempt: 1,
    maxAttempts: 3,
    args: { n: 21 },
    result: { twice: 42 },
    attempts: [],
  })
})

test('a job inserted in a transaction is there when that commits and not before', async () => {
  const kit = await start(doing(async () => {}))
  const tx = new pg.Client({ connectionString: kit.url })
  await tx.connect()
  await tx.query('begin')
  const { id } = await kit.host.client.insert(testJob({ n: 1 }), { tx })
  expect(await kit.host.client.jobGet(id)).toBeUndefined()
  await tx.query('commit')
  await untilState(kit, id, 'completed')
  await tx.query('begin')
  const { id: other } = await kit.host.client.insert(testJob({ n: 2 }), { tx })
  await tx.query('rollback')
  await tx.end()
  expect(await kit.host.client.jobGet(other)).toBeUndefined()
})

test('bad args are refused at insert, with their paths', async () => {
  const kit = await start(doing(async () => {}))
  const wrong = { ...testJob({ n: 1 }), args: { n: 'many', colour: 'red' } }
  await expect(kit.host.client.insert(wrong)).rejects.toThrow(/test_job does not take these args: n: .*colour/s)
})

test('a failed attempt is tried again after its exact backoff, and the last one discards the job', async () => {
  const starts: number[] = []
  const kit = await start(
    doing(async () => {
      starts.push(Date.now())
      throw new Error(`No luck ${starts.length}`)
    }),
  )
  const { id } = await kit.host.client.insert(testJob({}), { maxAttempts: 2 })
  const { scheduledAt, attempts } = await untilState(kit, id, 'retryable')
  // Counted from the failure, which is noted a moment later. When it starts then is up to the machine, too.
  expect(scheduledAt.getTime() - (attempts[0]?.endedAt.getTime() ?? 0)).toBeLessThanOrEqual(2_000)
  const job = await untilState(kit, id, 'discarded')
  const [first = 0, second = 0] = starts
  expect(second - first).toBeGreaterThanOrEqual(1_990)
  expect(job).toMatchObject({ attempt: 2, error: 'No luck 2' })
  expect(job.attempts.map(({ attempt, outcome, error }) => [attempt, outcome, error])).toEqual([
    [1, 'failed', 'No luck 1'],
    [2, 'failed', 'No luck 2'],
  ])
})

test('a permanent failure is not tried again', async () => {
  const kit = await start(doing(async () => Promise.reject(new PermanentError('The film does not exist'))))
  const { id } = await kit.host.client.insert(testJob({}))
  expect(await untilState(kit, id, 'discarded')).toMatchObject({ attempt: 1, error: 'The film does not exist' })
})

test('a failure that says when to come back is tried again then', async () => {
  let runs = 0
  const kit = await start(
    doing(async () => {
      if (runs++ === 0) throw new RetryAfterError('Too many requests', '300ms')
    }),
  )
  const { id } = await kit.host.client.insert(testJob({}))
  expect(await untilState(kit, id, 'completed')).toMatchObject({ attempt: 2 })
})

test('a snooze waits and spends no attempt', async () => {
  let runs = 0
  const kit = await start(doing(async () => (++runs < 4 ? snooze('50ms') : { runs })))
  const { id } = await kit.host.client.insert(testJob({}), { maxAttempts: 1 })
  expect(await untilState(kit, id, 'completed')).toMatchObject({ attempt: 1, result: { runs: 4 } })
})

test('a handler can decide that its job is cancelled', async () => {
  const kit = await start(doing(async () => cancel('Nothing to do any more')))
  const { id } = await kit.host.client.insert(testJob({}))
  const job = await untilState(kit, id, 'cancelled')
  expect(job.attempts).toMatchObject([{ outcome: 'cancelled', error: 'Nothing to do any more' }])
})

test('an attempt that runs too long is told so, and tried again', async () => {
  const reasons: unknown[] = []
  const kit = await start(
    doing(async ({ signal, attempt }) => {
      if (attempt === 2) return
      await untilAborted(signal).catch((reason: unknown) => reasons.push(abortReasonOf(reason)?.type))
      throw new Error('stopped')
    }),
  )
  const { id } = await kit.host.client.insert(testJob({}), { timeout: '100ms' })
  const job = await untilState(kit, id, 'completed')
  expect(reasons).toEqual(['timeout'])
  expect(job.attempts).toMatchObject([{ outcome: 'timed out', error: 'test_job ran longer than 100ms' }])
})

test('a job that waits is cancelled at once; one that runs, in whatever process, when its handler ends', async () => {
  const kit = await start({ work: false })
  const waiting = await kit.host.client.insert(testJob({ n: 1 }), { delay: '1h' })
  expect(await kit.host.client.jobCancel(waiting.id)).toBe('cancelled')
  await kit.another(doing(async ({ signal }) => await untilAborted(signal)))
  const { id } = await kit.host.client.insert(testJob({ n: 2 }))
  await untilState(kit, id, 'running')
  expect(await kit.host.client.jobCancel(id)).toBe('cancelling')
  await untilState(kit, id, 'cancelled')
  expect(await kit.host.client.jobCancel('0198c5d0-0000-7000-8000-000000000000')).toBeUndefined()
})

test('a cancelled job whose handler returns all the same is completed', async () => {
  const kit = await start(
    doing(async ({ signal }) => {
      await untilAborted(signal).catch(() => undefined)
      return { saved: true }
    }),
  )
  const { id } = await kit.host.client.insert(testJob({}))
  await untilState(kit, id, 'running')
  await kit.host.client.jobCancel(id)
  expect(await untilState(kit, id, 'completed')).toMatchObject({ result: { saved: true } })
})

test('a discarded or cancelled job can be run again', async () => {
  let broken = true
  const kit = await start(doing(async () => (broken ? Promise.reject(new PermanentError('Broken')) : undefined)))
  const { id } = await kit.host.client.insert(testJob({}))
  await untilState(kit, id, 'discarded')
  broken = false
  await kit.host.client.jobRetry(id)
  expect(await untilState(kit, id, 'completed')).toMatchObject({ attempt: 2 })
})

test('a job that waits for a later time can be run now, whether it never ran or failed before', async () => {
  let broken = true
  const kit = await start({ ...doing(async () => (broken ? Promise.reject(new Error('Broken')) : undefined)), fetchCooldown: '10ms' })
  const { client } = kit.host
  const { id } = await client.insert(testJob({}), { delay: '1h' })
  expect((await client.jobGet(id))?.state).toBe('scheduled')
  await client.jobRetry(id)
  await untilState(kit, id, 'retryable')
  broken = false
  await client.jobRetry(id)
  expect(await untilState(kit, id, 'completed')).toMatchObject({ attempt: 2 })
  expect(await client.jobRetryMany([id])).toBe(0)
})

test('a job that was cancelled while it waited for a later time runs at once when it is retried', async () => {
  const kit = await start({ ...doing(async () => undefined), fetchCooldown: '10ms' })
  const { client } = kit.host
  const { id } = await client.insert(testJob({}), { delay: '1h' })
  expect(await client.jobCancel(id)).toBe('cancelled')
  expect(await client.jobRetry(id)).not.toBe('scheduled')
  await untilState(kit, id, 'completed')
})

test('a stop lets jobs finish, then aborts what is left and gives it back without spending an attempt', async () => {
  const kit = await start({
    ...doing(async ({ signal, args }) => (args.n === 1 ? undefined : await untilAborted(signal))),
    drainTimeout: '100ms',
  })
  const { id } = await kit.host.client.insert(testJob({ n: 2 }), { maxAttempts: 1 })
  await untilState(kit, id, 'running')
  await kit.host.stop()
  const other = await kit.another(doing(async () => ({ second: true })))
  const job = await waitFor('the job to be completed by the second host', async () => {
    const found = await other.client.jobGet(id)
    return found?.state === 'completed' ? found : undefined
  })
  expect(job).toMatchObject({ attempt: 1, result: { second: true }, attempts: [{ outcome: 'released' }] })
})

test('a kind that this host does not know waits for one that does', async () => {
  const kit = await start({ workers: [] })
  const { id } = await kit.host.client.insert(testJob({}), { maxAttempts: 1 })
  await waitFor('the job to be given back', () => kit.events.some(({ type }) => type === 'job.released'))
  await kit.another(doing(async () => {}))
  expect(await untilState(kit, id, 'completed')).toMatchObject({ attempt: 1 })
})

test('a paused queue and a paused kind start nothing until they are resumed', async () => {
  const kit = await start(doing(async () => {}))
  for (const target of ['all', { queue: 'default' }, { kind: 'test_job' }] as const) {
    await kit.host.client.pause(target)
    expect(await kit.host.client.paused()).toEqual([target])
    await waitFor('the pause to be heard', () => kit.events.filter(({ type }) => type === 'queue.paused').length > 0)
    const { id } = await kit.host.client.insert(testJob({}))
    const still = await kit.host.client.insert(otherJob({}))
    if (typeof target === 'object' && 'kind' in target)
      await waitFor('the other kind to be looked at', () => kit.events.some((event) => 'id' in event && event.id === still.id))
    expect((await kit.host.client.jobGet(id))?.state).toBe('available')
    await kit.host.client.resume(target)
    await untilState(kit, id, 'completed')
    kit.events.length = 0
  }
})

const otherJob = defineJob({ kind: 'other_job', queue: 'default', timeout: '5s', args: z.object({}) })

test('a queue never runs more than its slots', async () => {
  let running = 0
  let most = 0
  const kit = await start({
    ...doing(async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
    }),
    queues: { default: 4 },
  })
  const inserted = await kit.host.client.insertMany(Array.from({ length: 100 }, (_, n) => testJob({ n })))
  await waitFor(
    'all to complete',
    async () => (await kit.host.client.jobCounts()).find(({ state }) => state === 'completed')?.count === 100,
  )
  expect(inserted).toHaveLength(100)
  expect(most).toBe(4)
})

test('progress is written while a job runs, its last report always, and never goes back', async () => {
  const kit = await start(
    doing(async ({ progress }) => {
      progress({ phase: 'walking', current: 10 })
      for (let current = 0; current <= 1_000; current++) progress({ phase: 'matching', current, total: 1_000, message: `Film ${current}` })
      progress({ current: 5 })
    }),
  )
  const { id } = await kit.host.client.insert(testJob({}))
  await untilState(kit, id, 'completed')
  expect(await kit.host.client.getJobProgress(id)).toMatchObject({
    phase: 'matching',
    current: 1_000,
    total: 1_000,
    percentage: 100,
    message: 'Film 1000',
  })
})

test('a completed job stands at 100 percent, whatever it reported', async () => {
  const kit = await start(doing(async ({ progress }) => progress({ phase: 'looking', message: 'Nothing to do' })))
  const { id } = await kit.host.client.insert(testJob({}))
  await untilState(kit, id, 'completed')
  expect(await kit.host.client.getJobProgress(id)).toMatchObject({ phase: 'looking', current: 0, total: 0, percentage: 100 })
})

test('what a handler logs is kept with its job', async () => {
  const kit = await start(doing(async ({ log }) => log.warn('One file is unreadable', { path: 'a.mkv' })))
  const { id } = await kit.host.client.insert(testJob({}))
  const lines = await waitFor('the line', async () => {
    const found = await kit.host.client.jobLog(id)
    return found.length > 0 ? found : undefined
  })
  expect(lines).toMatchObject([{ level: 'warn', attempt: 1, message: 'One file is unreadable', fields: { path: 'a.mkv' } }])
})

test('two workers for one kind are refused, and it is said which', () => {
  const bundles = ['@backlot/a', '@backlot/b'].map((name) => bundle({ name, version: '1.0.0', workers: [worker(testJob, async () => {})] }))
  expect(() => createHost({ database: { url: 'postgres://nowhere' }, bundles })).toThrow(
    'Two workers for kind "test_job": one in @backlot/a, one in @backlot/b',
  )
})

test('args that an older version stored are upgraded before they are read', async () => {
  const args = z.object({ names: z.array(z.string()) })
  const older = defineJob({ kind: 'renamed', queue: 'low', timeout: '5s', args: z.object({ name: z.string() }) })
  const today = defineJob({ kind: 'renamed', queue: 'low', timeout: '5s', version: 2, args, upgrade: ({ name }) => ({ names: [name] }) })
  const kit = await start({ workers: [worker(today, async (context) => ({ read: context.args.names }))] })
  const { id } = await kit.host.client.insert(older({ name: 'Metropolis' }))
  expect(await untilState(kit, id, 'completed')).toMatchObject({ result: { read: ['Metropolis'] } })
})

test('a result that cannot be stored as it is keeps neither its job nor the next from completing', async () => {
  const kit = await start(
    doing(async ({ args }) => {
      const loop: Record<string, unknown> = { size: 10n, text: 'nul \0 byte' }
      if (args.n === 1) loop['self'] = loop
      return loop
    }),
  )
  const inserted = await kit.host.client.insertMany([testJob({ n: 0 }), testJob({ n: 1 }), testJob({ n: 2 })])
  const [plain, looped, next] = await Promise.all(inserted.map(async ({ id }) => await untilState(kit, id, 'completed')))
  expect(plain?.result).toEqual({ size: '10', text: 'nul \uFFFD byte' })
  expect(looped?.result).toBeUndefined()
  expect(next?.result).toEqual(plain?.result)
})

test('an error with bytes that a database refuses is stored all the same', async () => {
  const kit = await start(doing(async () => await Promise.reject(new PermanentError('nul \0 byte'))))
  const { id } = await kit.host.client.insert(testJob({}))
  expect(await untilState(kit, id, 'discarded')).toMatchObject({ error: 'nul \uFFFD byte' })
})

test('an insert can allow more attempts than the definition', async () => {
  let runs = 0
  const kit = await start(doing(async () => (++runs < 5 ? await Promise.reject(new RetryAfterError('Again', '1ms')) : undefined)))
  const { id } = await kit.host.client.insert(testJob({}), { maxAttempts: 5 })
  expect(await untilState(kit, id, 'completed')).toMatchObject({ attempt: 5, maxAttempts: 5 })
})

test('a handler that ignores its signal is given up: its slot frees, and it is told of', async () => {
  const kit = await start({
    ...doing(async ({ args }) => (args.n === 1 ? await new Promise<void>(() => {}) : undefined)),
    queues: { default: 1 },
    stuckGrace: '50ms',
  })
  const { id } = await kit.host.client.insert(testJob({ n: 1 }), { timeout: '50ms', maxAttempts: 1 })
  const { id: next } = await kit.host.client.insert(testJob({ n: 2 }))
  await untilState(kit, next, 'completed')
  expect(await untilState(kit, id, 'discarded')).toMatchObject({ attempts: [{ outcome: 'timed out' }] })
  expect(kit.events.some((event) => event.type === 'job.stuck' && event.id === id)).toBe(true)
})

test('a job that was stored under an older name of its kind runs', async () => {
  const older = defineJob({ kind: 'old_name', queue: 'default', timeout: '5s', args: z.object({}) })
  const today = defineJob({ kind: 'new_name', aliases: ['old_name'], queue: 'default', timeout: '5s', args: z.object({}) })
  const kit = await start({ workers: [worker(today, async () => ({ ran: true }))] })
  const { id } = await kit.host.client.insert(older({}))
  expect(await untilState(kit, id, 'completed')).toMatchObject({ kind: 'old_name', result: { ran: true } })
})

test('a host starts once', async () => {
  const kit = await start()
  await expect(kit.host.start()).rejects.toThrow('A host starts once')
})
