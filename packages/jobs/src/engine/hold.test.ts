import { waitFor } from '@backlot/testing'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import type { InsertOptions } from '../client/client.ts'
import { PermanentError, RetryAfterError } from '../define/job-error.ts'
import { startTestHost, testJob, type TestHost, type TestHostOptions } from '../host/test-host.ts'
import { silentLogger } from '../log.ts'
import { worker, type JobContext } from '../worker.ts'

let kit: TestHost | undefined
let database: pg.Client | undefined
afterEach(async () => {
  await database?.end()
  await kit?.close()
})

type Context = JobContext<{ n: number; label?: string | undefined }>

/** A host in the middle of so many quick jobs that it holds them instead of claiming them; `label` marks those of a test. */
const setup = async (special: (context: Context) => Promise<object | void>, options: TestHostOptions = {}) => {
  const workers = [worker(testJob, async (context) => await special(context))]
  kit = await startTestHost({ workers, queues: { default: 5 }, ...options })
  const { client } = kit.host
  database = new pg.Client({ connectionString: kit.url })
  await database.connect()
  const quick = Array.from({ length: 3_000 }, (_, n) => testJob({ n }))
  return {
    client,
    query: async <Row extends object>(text: string) => (await database?.query<Row>(text))?.rows ?? [],
    /** Inserts quick jobs with these in the middle of them, so that they are taken with a hold. */
    insertAmong: async (labels: readonly string[], options: InsertOptions = {}) => {
      const marked = labels.map((label) => testJob({ label }))
      const inserted = await client.insertMany([...quick.slice(0, 2_000), ...marked, ...quick.slice(2_000)], options)
      return inserted.slice(2_000, 2_000 + marked.length).map(({ id }) => id)
    },
    untilDone: async () => await waitFor('all to be final', async () => (await client.jobTotal(unfinished)) === 0),
  }
}

const unfinished = { states: ['available', 'scheduled', 'running', 'cancelling', 'retryable'] as const }

test('quick jobs are completed without ever having been claimed, with their times, attempt and result', async () => {
  const { client, query, insertAmong, untilDone } = await setup(async ({ args }) =>
    args.label === undefined ? undefined : { said: args.label },
  )
  const [id = ''] = await insertAmong(['a'])
  await untilDone()
  const done = { state: 'completed', attempt: 1, result: { said: 'a' }, startedAt: expect.any(Date), attempts: [] }
  expect(await client.jobGet(id)).toMatchObject(done)
  // Every claim begins a heartbeat.
  const [row] = await query<{ count: number }>(`select count(*)::int as count from pgboss.job where heartbeat_on is null`)
  expect(row?.count).toBeGreaterThan(2_000)
})

test('the last progress of quick jobs is stored with their completion, at 100 percent', async () => {
  const { client, query, insertAmong, untilDone } = await setup(async ({ args, progress }) => {
    for (let current = 1; current <= 3; current++) progress({ phase: 'saying', current, total: 4, message: args.label ?? 'all' })
  })
  const [id = ''] = await insertAmong(['a'])
  await untilDone()
  expect(await client.getJobProgress(id)).toMatchObject({
    phase: 'saying',
    current: 3,
    total: 4,
    percentage: 100,
    message: 'a',
    attempt: 1,
  })
  const told = kit?.events.filter((event) => event.type === 'job.progress' && event.progress.percentage === 100)
  expect(told?.length).toBe(3_001)
  // With the completion: in the same transaction.
  const [row] = await query<{ count: number }>(
    `select count(*)::int as count from pgboss.job j join backlot_jobs.progress p on p.job_id = j.id
     where j.heartbeat_on is null and p.percentage = 100 and p.xmin = j.xmin`,
  )
  expect(row?.count).toBeGreaterThan(2_000)
})

test('among quick jobs one that fails is tried again, one that fails for good is discarded, and each once', async () => {
  const starts: string[] = []
  const { client, insertAmong, untilDone } = await setup(async ({ args, attempt }) => {
    if (args.label === undefined) return
    starts.push(`${args.label} ${attempt}`)
    if (args.label === 'again' && attempt === 1) throw new RetryAfterError('Not yet', '20ms')
    if (args.label === 'never') throw new PermanentError('Never')
  })
  const [again = '', never = ''] = await insertAmong(['again', 'never'])
  await untilDone()
  expect(await client.jobGet(again)).toMatchObject({
    state: 'completed',
    attempt: 2,
    attempts: [{ attempt: 1, outcome: 'failed', error: 'Not yet' }],
  })
  expect(await client.jobGet(never)).toMatchObject({ state: 'discarded', attempt: 1, attempts: [{ attempt: 1, error: 'Never' }] })
  expect(starts.toSorted()).toEqual(['again 1', 'again 2', 'never 1'])
})

test('a job that turns out to be slow is claimed in the end: it is seen as running, and can be cancelled', async () => {
  const { client, insertAmong, untilDone } = await setup(async ({ args, signal }) => {
    if (args.label === undefined) return
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  const [id = ''] = await insertAmong(['slow'])
  await waitFor('it to be seen as running', async () => (await client.jobGet(id))?.state === 'running')
  await client.jobCancel(id)
  await untilDone()
  expect(await client.jobGet(id)).toMatchObject({ state: 'cancelled', attempt: 1 })
})

test('jobs whose connection is cut while it holds them run again, and none is lost', async () => {
  const { client, query, insertAmong } = await setup(async () => {})
  // Asked beside the host's own connections: one that is cut may be any of those by then.
  const completed = async (): Promise<number> =>
    (await query<{ count: number }>(`select count(*)::int as count from pgboss.job where state = 'completed'`))[0]?.count ?? 0
  const ids = await insertAmong(['a'])
  for (let cut = 0; cut < 5; cut++) {
    await waitFor('some to be done', async () => (await completed()) > cut * 200)
    await query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and pid <> pg_backend_pid()`,
    )
  }
  await waitFor('all to be done', async () => (await completed()) === 3_001)
  expect(await client.jobGet(ids[0] ?? '')).toMatchObject({ state: 'completed', attempt: 1 })
})

test('a job that runs under a lock does not keep out an equal one, which only what waits may do', async () => {
  const unique = { by: ['n', 'label'], while: 'queued' } as const
  const duplicates: boolean[] = []
  let asked = false
  const { client, insertAmong, untilDone } = await setup(async ({ args, insert }) => {
    if (args.label === undefined || asked) return
    // The second may run before the first hears of its insert.
    asked = true
    duplicates.push((await insert(testJob(args), { unique })).duplicate)
  })
  await insertAmong(['first'], { unique })
  await untilDone()
  expect(duplicates).toEqual([false])
  expect(await client.jobTotal({ states: ['completed'] })).toBe(3_002)
})

test('handlers that keep all connections waiting for the locks of held jobs do not keep these from being completed', async () => {
  const unique = { by: ['n', 'label'], while: 'queued' } as const
  const asked = new Set<string>()
  const warnings: string[] = []
  const logger = { ...silentLogger, warn: (_: object, message: string) => void warnings.push(message) }
  const { insertAmong, untilDone } = await setup(
    async ({ args, insert, progress }) => {
      progress({ current: 1, total: 2 })
      if (args.label === undefined || asked.has(args.label)) return
      asked.add(args.label)
      await insert(testJob(args), { unique })
    },
    { logger },
  )
  // Each time the locks stand for up to 100 ms; sooner or later progress, written every 250 ms, falls into that.
  for (let round = 0; round < 4; round++) {
    await insertAmong(
      Array.from({ length: 10 }, (_, n) => `${round} ${n}`),
      { unique },
    )
    await untilDone()
  }
  expect(warnings).not.toContain('The jobs that a connection held were lost with it; they run again')
})
