import { waitFor } from '@backlot/testing'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { bundle } from '../bundle.ts'
import { createHost } from '../host/create-host.ts'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { worker, type JobContext } from '../worker.ts'

let kit: TestHost | undefined
let tx: pg.Client | undefined
afterEach(async () => {
  await tx?.end()
  await kit?.close()
})

const setup = async (handler: (context: JobContext<{ n: number }>) => Promise<void> = async () => {}) => {
  kit = await startTestHost({ workers: [worker(testJob, handler)] })
  tx = new pg.Client({ connectionString: kit.url })
  await tx.connect()
  await tx.query('create table deeds (what text not null)')
  const { client } = kit.host
  const stateOf = async (id: string) => (await client.jobGet(id))?.state
  /** Does something and notes it, in one transaction. */
  const both = async (end: 'commit' | 'rollback', what: (tx: pg.Client) => Promise<unknown>): Promise<unknown> => {
    if (tx === undefined) throw new Error('No connection')
    await tx.query('begin')
    const answer = await what(tx)
    await tx.query(`insert into deeds values ('done')`)
    await tx.query(end)
    return answer
  }
  const deeds = async () => (await tx?.query<{ count: number }>('select count(*)::int as count from deeds'))?.rows[0]?.count
  return { kit, host: kit.host, client, stateOf, both, deeds, later: async () => (await client.insert(testJob({}), { delay: '1h' })).id }
}

test('a cancel and a retry hold when the transaction of the caller commits, and not when it rolls back', async () => {
  const { client, stateOf, both, deeds, later } = await setup()
  const [one, other] = [await later(), await later()]
  expect(await both('rollback', async (tx) => await client.jobCancel(one, { tx }))).toBe('cancelled')
  expect(await stateOf(one)).toBe('scheduled')
  expect(await both('rollback', async (tx) => await client.jobCancelMany([one, other], { tx }))).toBe(2)
  expect([await stateOf(one), await stateOf(other), await deeds()]).toEqual(['scheduled', 'scheduled', 0])
  expect(await both('commit', async (tx) => await client.jobCancel(one, { tx }))).toBe('cancelled')
  expect([await stateOf(one), await deeds()]).toEqual(['cancelled', 1])

  expect(await both('rollback', async (tx) => await client.jobRetry(one, { tx }))).toBe('available')
  expect(await stateOf(one)).toBe('cancelled')
  expect(await both('commit', async (tx) => await client.jobRetryMany([one, other], { tx }))).toBe(2)
  await waitFor(
    'both to be woken by the commit',
    async () => (await stateOf(one)) === 'completed' && (await stateOf(other)) === 'completed',
  )
})

test('a running job is asked to stop when the transaction of the caller commits', async () => {
  let ranToEnd = false
  const { client, stateOf, both } = await setup(async ({ signal }) => {
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
    ranToEnd = true
  })
  const { id } = await client.insert(testJob({}))
  await waitFor('the job to run', async () => (await stateOf(id)) === 'running')
  expect(await both('rollback', async (tx) => await client.jobCancel(id, { tx }))).toBe('cancelling')
  expect(await stateOf(id)).toBe('running')
  expect(await both('commit', async (tx) => await client.jobCancel(id, { tx }))).toBe('cancelling')
  await waitFor('the job to be cancelled', async () => (await stateOf(id)) === 'cancelled')
  expect(ranToEnd).toBe(false)
})

test('a pause and its end hold with the transaction of the caller', async () => {
  const { client, both } = await setup()
  await both('rollback', async (tx) => await client.pause({ queue: 'bulk' }, { tx }))
  expect(await client.paused()).toEqual([])
  await both('commit', async (tx) => await client.pause({ queue: 'bulk' }, { tx }))
  expect(await client.paused()).toEqual([{ queue: 'bulk' }])
  await both('rollback', async (tx) => await client.resume({ queue: 'bulk' }, { tx }))
  expect(await client.paused()).toEqual([{ queue: 'bulk' }])
  await both('commit', async (tx) => await client.resume({ queue: 'bulk' }, { tx }))
  expect(await client.paused()).toEqual([])
})

test('a size of a queue holds with the transaction of the caller', async () => {
  const { host, client, both } = await setup()
  const slots = async () => (await host.queues()).find(({ name }) => name === 'bulk')?.slots
  await both('rollback', async (tx) => await client.resizeQueue('bulk', 7, { tx }))
  expect(await slots()).toBe(3)
  await both('commit', async (tx) => await client.resizeQueue('bulk', 7, { tx }))
  expect(await slots()).toBe(7)
  await both('commit', async (tx) => await client.resizeQueue('bulk', 'default', { tx }))
  expect(await slots()).toBe(3)
})

test('a schedule is changed and run by hand with the transaction of the caller', async () => {
  const { kit, both } = await setup()
  const schedules = [{ name: 'nightly', request: testJob({}), cron: '0 3 * * *' }]
  const workers = [worker(testJob, async () => {})]
  const host = createHost({ database: { url: kit.url }, bundles: [bundle({ name: 'other', version: '1.0.0', workers, schedules })] })
  await host.start()
  try {
    const cron = async () => (await host.schedules())[0]?.cron
    await both('rollback', async (tx) => await host.editSchedule('nightly', { cron: '0 5 * * *' }, { tx }))
    expect(await cron()).toBe('0 3 * * *')
    await both('commit', async (tx) => await host.editSchedule('nightly', { cron: '0 5 * * *' }, { tx }))
    expect(await cron()).toBe('0 5 * * *')
    await both('rollback', async (tx) => await host.runSchedule('nightly', { tx }))
    expect(await host.client.jobTotal({})).toBe(0)
    await both('commit', async (tx) => await host.runSchedule('nightly', { tx }))
    expect(await host.client.jobTotal({})).toBe(1)
  } finally {
    await host.stop()
  }
})
