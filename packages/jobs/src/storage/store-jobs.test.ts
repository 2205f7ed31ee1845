import { afterAll, beforeAll, expect, test } from 'vitest'
import { createId } from '../create-id.ts'
import type { JobData } from './job-data.ts'
import type { Storage } from './open-storage.ts'
import { storeJobs, type JobTerms, type StoreOptions } from './store-jobs.ts'
import type { SqlExecutor } from './transaction.ts'
import { startTestStorage } from './test-storage.ts'

let storage: Storage
let close: () => Promise<void>
beforeAll(async () => {
  ;({ storage, close } = await startTestStorage())
})
afterAll(async () => await close())

const plain: JobTerms = { queue: 'default', kind: 'plain', version: 1, priority: 0, retryLimit: 24, expireInSeconds: 90, unique: undefined }
const urgent: JobTerms = {
  queue: 'bulk',
  kind: 'urgent',
  version: 3,
  priority: 7,
  retryLimit: 0,
  expireInSeconds: 3_600,
  unique: undefined,
}

/** Every column of a job but its id. */
const stored = async (db: SqlExecutor, id: string) =>
  (await db.executeSql(`select to_jsonb(j) - 'id' as row from pgboss.job j where id = $1`, [id])).rows[0]

const storedByBoss = async (db: SqlExecutor, terms: JobTerms, data: JobData, startAfter: StoreOptions['startAfter']): Promise<string> => {
  const [id] =
    (await storage.boss.insert(
      terms.queue,
      [
        {
          data,
          group: { id: terms.kind },
          priority: terms.priority,
          retryLimit: terms.retryLimit,
          expireInSeconds: terms.expireInSeconds,
          startAfter: startAfter instanceof Date ? startAfter.toISOString() : `${startAfter} milliseconds`,
        },
      ],
      { db, returnId: true },
    )) ?? []
  return id ?? ''
}

test.for<[string, StoreOptions['startAfter']]>([
  ['now', 0],
  ['in a while', 90_500],
  ['at a time', new Date('2031-02-03T04:05:06.789Z')],
])('jobs that start %s are stored in every column as pg-boss stores them', async ([, startAfter]) => {
  await storage.transaction(async (tx) => {
    const jobs = [plain, urgent, plain].map((terms, n) => ({
      id: createId(Date.now()),
      terms,
      key: undefined,
      args: { n },
      meta: { trace: 'a' },
    }))
    await storeJobs(tx, jobs, { startAfter, wakes: [] })
    for (const { id, terms, args, meta } of jobs) {
      const theirs = await storedByBoss(tx, terms, { kind: terms.kind, version: terms.version, args, meta }, startAfter)
      expect(await stored(tx, id)).toEqual(await stored(tx, theirs))
    }
    await tx.executeSql('delete from pgboss.job')
  })
})

test('whatever text args hold, they are stored as they are', async () => {
  const texts = ['line\nline', '\r\u2028\u0085', '"quoted"', `it's`, String.raw`back\slash \n`, 'NULL', '', 'Ünïcode 🎬']
  const id = createId(Date.now())
  await storeJobs(storage, [{ id, terms: { ...plain, kind: 'a "kind"' }, key: undefined, args: { texts }, meta: {} }], {
    startAfter: 0,
    wakes: [],
  })
  const { rows } = await storage.executeSql('select data, group_id from pgboss.job where id = $1', [id])
  expect(rows).toEqual([{ data: { kind: 'a "kind"', version: 1, args: { texts }, meta: {} }, group_id: 'a "kind"' }])
  await storage.boss.deleteJob('default', id)
})

test('jobs of an insert start in its order', async () => {
  const ids = Array.from({ length: 500 }, () => createId(Date.now()))
  const terms = [plain, { ...plain, kind: 'another' }] as const
  const jobs = ids.map((id, n) => ({ id, terms: terms[n % 2] ?? plain, key: undefined, args: { n }, meta: {} }))
  await storeJobs(storage, jobs, { startAfter: 0, wakes: [] })
  const fetched = [
    ...(await storage.boss.fetch('default', { batchSize: 200 })),
    ...(await storage.boss.fetch('default', { batchSize: 300 })),
  ]
  expect(fetched.map(({ id }) => id).toSorted()).toEqual(ids)
  expect(
    fetched
      .slice(0, 200)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(ids.slice(0, 200))
})
