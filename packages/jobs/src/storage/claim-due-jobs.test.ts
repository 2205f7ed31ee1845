import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { silentLogger } from '../log.ts'
import { claimDueJobs } from './claim-due-jobs.ts'
import { openStorage, type Storage } from './open-storage.ts'

let kit: TestHost
let storage: Storage
beforeEach(async () => {
  kit = await startTestHost({ work: false })
  storage = await openStorage({ url: kit.url, maxConnections: 2, name: 'test', registered: false, logger: silentLogger })
})
afterEach(async () => {
  await storage.close()
  await kit.close()
})

const claim = async (most = 10, ignoredKinds: readonly string[] = []) =>
  await claimDueJobs(storage, { queue: 'default', most, ignoredKinds })

/** Every column of a job but its id, its data and its times, and which of these it has. */
const stored = async (id: string | undefined) => {
  const { rows } = await storage.executeSql(
    `select to_jsonb(j) - '{id,data,created_on,start_after,keep_until,started_on,heartbeat_on}'::text[] as facts,
            started_on = heartbeat_on as beats_since_start, started_on > created_on as started
     from pgboss.job j where id = $1`,
    [id],
  )
  return rows[0]
}

test('a job is claimed as pg-boss claims it, the first time and after a failure', async () => {
  const [ours, theirs] = await kit.host.client.insertMany([testJob({ n: 1 }), testJob({ n: 2 })])
  for (const attempt of [0, 1]) {
    const [own] = await claim(1)
    const [fetched] = await storage.boss.fetch('default')
    expect(own).toEqual({
      id: ours?.id,
      queue: 'default',
      data: { kind: 'test_job', version: 1, args: { n: 1 }, meta: {} },
      retryCount: attempt,
    })
    expect(fetched).toMatchObject({ id: theirs?.id, retryCount: attempt })
    expect(await stored(ours?.id)).toEqual(await stored(theirs?.id))
    for (const { id } of [ours ?? { id: '' }, theirs ?? { id: '' }]) {
      await storage.boss.fail('default', id)
      await storage.boss.update('default', undefined, { id, startAfter: 0 })
    }
  }
})

test('what is urgent is claimed first, then what is older; what is ignored, not due or locked is not', async () => {
  const { client } = kit.host
  const late = await client.insert(testJob({ n: 1 }))
  const later = await client.insert(testJob({ n: 2 }))
  const urgent = await client.insert(testJob({ n: 3 }), { priority: 5 })
  await client.insert(testJob({ n: 4 }), { delay: '1h' })
  expect(await claim(10, ['another', 'test_job'])).toEqual([])
  await storage.transaction(async (tx) => {
    await tx.executeSql('select from pgboss.job where id = $1 for update', [late.id])
    expect((await claim(2)).map(({ id }) => id)).toEqual([urgent.id, later.id])
  })
  expect((await claim()).map(({ id }) => id)).toEqual([late.id])
  expect(await claim()).toEqual([])
})

test('a claim that was planned when the table was empty reads the index when it is full', async () => {
  const connection = new pg.Client({ connectionString: kit.url })
  await connection.connect()
  const db = { executeSql: async (text: string, values?: unknown[]) => await connection.query(text, values) }
  const scans = async (): Promise<unknown> => {
    await connection.query('select pg_stat_force_next_flush()')
    return (await connection.query(`select seq_scan from pg_stat_user_tables where relname = 'job_common'`)).rows[0]
  }
  await connection.query('vacuum analyze pgboss.job_common')
  await claimDueJobs(db, { queue: 'default', most: 10, ignoredKinds: [] })
  const before = await scans()
  await kit.host.client.insertMany(Array.from({ length: 3_000 }, (_, n) => testJob({ n })))
  for (let fetch = 0; fetch < 3; fetch++) {
    expect(await claimDueJobs(db, { queue: 'default', most: 10, ignoredKinds: ['another'] })).toHaveLength(10)
  }
  expect(await scans()).toEqual(before)
  await connection.end()
})
