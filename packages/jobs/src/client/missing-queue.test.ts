import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { defineJob } from '../define/define-job.ts'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'

let kit: TestHost | undefined
afterEach(async () => await kit?.close())

const lost = defineJob({ kind: 'test_lost', queue: 'nowhere', timeout: '30s', args: testJob.schema })
const refusal = 'Queue nowhere does not exist'

test('an insert into a queue that is not there is refused, alone, among others and in a transaction of the caller', async () => {
  kit = await startTestHost({ work: false })
  const { client } = kit.host
  await expect(client.insert(lost({}))).rejects.toThrow(refusal)
  await expect(client.insertMany([testJob({}), lost({})])).rejects.toThrow(refusal)
  await expect(client.insert(lost({}), { unique: { period: '1h' } })).rejects.toThrow(refusal)
  const tx = new pg.Client({ connectionString: kit.url })
  await tx.connect()
  await tx.query('begin')
  await expect(client.insert(lost({}), { tx })).rejects.toThrow(refusal)
  await tx.query('commit')
  await tx.end()
  expect(await client.jobTotal({})).toBe(0)
})

test('an insert into a queue that was taken away since it was last seen is refused', async () => {
  kit = await startTestHost({ work: false, queues: { nowhere: 1 } })
  const { client } = kit.host
  await client.insert(lost({}))
  const database = new pg.Client({ connectionString: kit.url })
  await database.connect()
  await database.query(`select pgboss.delete_queue('nowhere')`)
  await database.end()
  await expect(client.insert(lost({}))).rejects.toThrow('not-null constraint')
  await expect(client.insertMany([testJob({}), lost({})])).rejects.toThrow('not-null constraint')
  expect(await client.jobTotal({})).toBe(0)
})
