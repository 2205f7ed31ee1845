import { createTestDatabase, waitFor } from '@backlot/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { bundle } from '../bundle.ts'
import { createHost } from '../host/create-host.ts'
import { testJob } from '../host/test-host.ts'
import { silentLogger } from '../log.ts'
import { channel, openStorage, type Storage } from '../storage/open-storage.ts'
import { worker } from '../worker.ts'
import { fireDueSchedules } from './fire-schedules.ts'
import type { Schedule } from './schedule.ts'

const setup = async (onTestFinished: (clean: () => Promise<void>) => void) => {
  const database = await createTestDatabase({ template: 'jobs', prepare })
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  const start = async (schedules: readonly Schedule[]) => {
    const workers = [worker(testJob, async () => {})]
    const host = createHost({
      database: { url: database.url, maxConnections: 3 },
      bundles: [bundle({ name: 'test', version: '1.0.0', workers, schedules })],
    })
    await host.start()
    onTestFinished(async () => await host.stop())
    return host
  }
  onTestFinished(async () => {
    await admin.end()
    await database.drop()
  })
  const becomeDue = async () => await admin.query(`update backlot_jobs.schedules set next_at = now() - interval '3 days'`)
  return { url: database.url, start, admin, becomeDue }
}

const prepare = async (url: string): Promise<void> => {
  const host = createHost({ database: { url }, bundles: [] })
  await host.start({ work: false })
  await host.stop()
}

const nightly: Schedule = { name: 'nightly', request: testJob({ n: 1 }), cron: '30 3 * * *', timeZone: 'Europe/Berlin' }

test('a schedule that came due several times while nobody ran fires once, whoever of three hosts sees it', async ({ onTestFinished }) => {
  const { start, becomeDue } = await setup(onTestFinished)
  const first = await start([nightly])
  expect(await first.client.jobCounts()).toEqual([])
  await becomeDue()
  const hosts = await Promise.all([start([nightly]), start([nightly]), start([nightly])])
  await waitFor('the job', async () => (await first.client.jobCounts()).length > 0)
  await Promise.all(hosts.map(async (host) => await host.editSchedule('nightly', {})))
  expect((await first.client.jobList()).jobs).toHaveLength(1)
  const [schedule] = await first.schedules()
  expect(schedule?.nextAt.getTime()).toBeGreaterThan(Date.now())
  expect(schedule?.lastJobId).toBe((await first.client.jobList()).jobs[0]?.id)
})

test('the next time is in the time zone of the schedule', async ({ onTestFinished }) => {
  const { start } = await setup(onTestFinished)
  const host = await start([nightly])
  const [schedule] = await host.schedules()
  const local = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' }).format(schedule?.nextAt)
  expect(local).toBe('03:30')
})

test('what an operator changed stays when a new version of the bundle comes', async ({ onTestFinished }) => {
  const { start } = await setup(onTestFinished)
  const host = await start([nightly])
  await host.editSchedule('nightly', { cron: '0 5 * * 1', enabled: false })
  const next = await start([{ ...nightly, cron: '0 4 * * *' }])
  expect(await next.schedules()).toMatchObject([{ name: 'nightly', cron: '0 5 * * 1', enabled: false, edited: true }])
  await expect(host.editSchedule('nightly', { cron: 'at noon' })).rejects.toThrow('"at noon" is not a cron expression of five fields')
})

test('a schedule runs by hand, and at its first start where it says so', async ({ onTestFinished }) => {
  const { start } = await setup(onTestFinished)
  const host = await start([nightly, { ...nightly, name: 'first', atFirstStart: true }])
  await waitFor('the first start', async () => (await host.schedules()).find(({ name }) => name === 'first')?.lastAt)
  const inserted = await host.runSchedule('nightly')
  expect(inserted).toMatchObject({ kind: 'test_job', duplicate: false })
  expect(await host.runSchedule('never')).toBeUndefined()
})

test('a schedule that comes due while others are looked at is next, at once', async ({ onTestFinished }) => {
  const { url, start, admin } = await setup(onTestFinished)
  const host = await start([nightly])
  const { client } = host
  await host.stop()
  const storage = await openStorage({ url, maxConnections: 1, name: 'slow', registered: false, logger: silentLogger })
  onTestFinished(async () => await storage.close())
  const deps = { storage, client, logger: silentLogger, definitionOf: () => testJob }
  await admin.query(`update backlot_jobs.schedules set next_at = clock_timestamp() + interval '1 hour'`)
  expect(await fireDueSchedules(deps)).toBeLessThanOrEqual(3_600_000)
  /** Between its first statement and the next the schedule comes due. */
  const slow: Storage = {
    ...storage,
    transaction: async (use) =>
      await storage.transaction(async (tx) => {
        let statements = 0
        return await use({
          executeSql: async (text, values) => {
            const result = await tx.executeSql<never>(text, values)
            if (++statements === 1) await admin.query('update backlot_jobs.schedules set next_at = clock_timestamp()')
            return result
          },
        })
      }),
  }
  expect(await fireDueSchedules({ ...deps, storage: slow })).toBeLessThanOrEqual(0)
})

test('a schedule fires within two seconds of its time, and within two of a start that comes too late for it', async ({
  onTestFinished,
}) => {
  const { start, admin, becomeDue } = await setup(onTestFinished)
  const host = await start([nightly])
  const latestInsert = `select max(created_on) from pgboss.job`
  const lateMs: number[] = []
  for (let time = 1; time <= 3; time++) {
    const { rows } = await admin.query<{ next_at: Date }>(
      `update backlot_jobs.schedules set next_at = clock_timestamp() + interval '300 ms' returning next_at`,
    )
    await admin.query('select pg_notify($1, $2)', [channel, JSON.stringify({ type: 'schedules' })])
    await waitFor(`time ${time}`, async () => (await host.client.jobTotal({})) === time)
    const late = await admin.query<{ ms: number }>(`select extract(epoch from (${latestInsert}) - $1)::float8 * 1000 as ms`, [
      rows[0]?.next_at,
    ])
    lateMs.push(late.rows[0]?.ms ?? Number.NaN)
  }
  // Never before its time (which is read in whole milliseconds); a machine that is busy may be late once.
  expect(Math.min(...lateMs)).toBeGreaterThan(-1)
  expect(Math.min(...lateMs)).toBeLessThan(2_000)

  await host.stop()
  await becomeDue()
  const next = await start([nightly])
  const started = await admin.query<{ at: Date }>('select clock_timestamp() as at')
  await waitFor('the time that was slept through', async () => (await next.client.jobTotal({})) === 4)
  const late = await admin.query<{ ms: number }>(`select extract(epoch from (${latestInsert}) - $1)::float8 * 1000 as ms`, [
    started.rows[0]?.at,
  ])
  expect(late.rows[0]?.ms).toBeLessThan(2_000)
})
