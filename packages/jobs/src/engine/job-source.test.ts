import { waitFor } from '@backlot/testing'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { defineJob } from '../define/define-job.ts'
import { startTestHost, testJob, type TestHost } from '../host/test-host.ts'
import { worker } from '../worker.ts'

let kit: TestHost | undefined
let database: pg.Client | undefined
afterEach(async () => {
  await database?.end()
  await kit?.close()
})

const otherJob = defineJob({ kind: 'other_job', queue: 'default', timeout: '5s', args: z.object({}) })

test('a job whose kind is paused while it is claimed goes back, and waits until that is resumed', async () => {
  const started: string[] = []
  const run = async ({ kind }: { kind: string }): Promise<void> => void started.push(kind)
  kit = await startTestHost({ workers: [worker(testJob, run), worker(otherJob, run)] })
  const { events, host } = kit
  const { client } = host
  const heard = async (type: string) => await waitFor(`${type} to be heard`, () => events.some((event) => event.type === type))
  database = new pg.Client({ connectionString: kit.url })
  await database.connect()
  await client.pause({ queue: 'default' })
  await heard('queue.paused')
  const { id } = await client.insert(testJob({}))
  // Its claim waits until this connection lets go of a lock.
  await database.query(`
    create function wait_for_test() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(1); return new; end $$;
    create trigger wait_for_test before update on pgboss.job_common for each row
      when (new.state = 'active' and new.group_id = 'test_job') execute function wait_for_test();
    select pg_advisory_lock(1)`)
  await client.resume({ queue: 'default' })
  await waitFor('a claim to be under way', async () => {
    const { rows } = (await database?.query(
      `select from pg_stat_activity where datname = current_database() and wait_event = 'advisory' and query like '%claim_due_jobs%'`,
    )) ?? { rows: [] }
    return rows.length > 0
  })
  await client.pause({ kind: 'test_job' })
  await waitFor('the pause of the kind to be heard', () => events.some((event) => 'target' in event && event.target === 'kind test_job'))
  await database.query('select pg_advisory_unlock(1)')
  await client.insert(otherJob({}))
  await waitFor('the other kind to run', () => started.length > 0)
  await waitFor('the job to be back', async () => (await client.jobGet(id))?.state === 'available')
  expect(started).toEqual(['other_job'])
  await client.resume({ kind: 'test_job' })
  await waitFor('it to run', async () => (await client.jobGet(id))?.state === 'completed')
  expect(await client.jobGet(id)).toMatchObject({ attempt: 1 })
})
