import { userInfo } from 'node:os'
import type { ActivityDatabase } from '@backlot/activity'
import { cleanUp } from '@backlot/jobs/system'
import { createTempFolder, createTestDatabase, type TempFolder, type TestDatabase } from '@backlot/testing'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApi } from '../cli/api.ts'
import { ownHeaders } from '../cli/own-headers.ts'
import { compose, type Composition } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'
import { askerHeaders } from '../http/askers.ts'
import { insertedSchema } from '../http/job-schema.ts'
import { createLogger } from './create-logger.ts'
import { recordedJobs } from './recorded-jobs.ts'
import { createRecorder } from './recorder.ts'

// The whole program on a real Postgres and real files, through its API.
let folder: TempFolder
let database: TestDatabase
let backlot: Composition
let db: Kysely<ActivityDatabase>
const lines: string[] = []
const logger = createLogger({ level: 'error', secrets: [], pretty: false, write: (line) => void lines.push(line) })

beforeAll(async () => {
  folder = await createTempFolder()
  await folder.write({ 'films/Metropolis (1927)/Metropolis (1927).mkv': 'a' })
  database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  const composed = () =>
    compose({
      config: configSchema.parse({
        data: folder.path,
        arr: { radarr: [{ name: 'main', url: 'http://127.0.0.1:9', apiKey: 'key' }] },
        notifications: { agents: [{ name: 'phone', type: 'gotify', url: 'http://127.0.0.1:9', token: 'token' }] },
      }),
      database: { url: database.url, kind: 'external', version: 'test' },
      logger,
    })
  // Schedules are stored by a host that works; nothing of what is asked for here is to be worked on.
  const first = composed()
  await first.host.start()
  await first.host.stop()
  await first.close()
  backlot = composed()
  await backlot.host.start({ work: false })
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  pool.on('error', () => {})
  db = new Kysely({ dialect: new PostgresDialect({ pool }) })
})
afterAll(async () => {
  await backlot.host.stop()
  await backlot.close()
  await db.destroy()
  await database.drop()
  await folder[Symbol.asyncDispose]()
})

const send = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  await backlot.app.request(path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const activity = async (query = '') =>
  ((await (await send('GET', `/api/activity${query}`)).json()) as { activity: Record<string, unknown>[] }).activity

test('what people change through the API is in the log, with the thing, its name and the outcome', async () => {
  const paths = [`${folder.path}/films`]
  const { id } = (await (await send('POST', '/api/libraries', { name: 'films', type: 'movie', paths })).json()) as { id: string }
  const scan = (await (await send('POST', '/api/libraries/films/scan', {})).json()) as { id: string }
  expect((await send('POST', '/api/libraries', { name: 'more', type: 'movie', paths })).status).toBe(422)
  expect((await send('DELETE', '/api/libraries/films')).status).toBe(204)
  const target = { type: 'library', id, name: 'films' }
  expect(await activity('?deed=library')).toMatchObject([
    { deed: 'library.removed', target, outcome: 'done', actor: 'somebody', origin: 'this machine' },
    { deed: 'library.added', target: null, outcome: 'refused', reason: expect.stringContaining('overlaps') as string },
    { deed: 'library.scanned', target, data: { jobId: scan.id } },
    { deed: 'library.added', target, data: { paths } },
  ])
  expect(await activity('?outcome=refused')).toHaveLength(1)
  expect(await activity(`?targetType=library&targetId=${id}&limit=1`)).toMatchObject([{ deed: 'library.removed' }])
})

test('who changes the level of the log is in the activity log, and the host writes from there on', async () => {
  logger.debug({}, 'unseen')
  expect(await (await send('PATCH', '/api/log', { level: 'debug' })).json()).toEqual({ level: 'debug' })
  logger.debug({}, 'seen')
  await send('PATCH', '/api/log', { level: 'error' })
  expect(lines.filter((line) => line.includes('seen"'))).toEqual([expect.stringContaining('"msg":"seen"')])
  expect(await activity('?deed=log')).toMatchObject([
    { deed: 'log.changed', data: { level: 'error' } },
    { deed: 'log.changed', data: { level: 'debug' } },
  ])
})

const insert = async (body: object) => (await (await send('POST', '/api/jobs', body)).json()) as { id: string }
const cleanUpAll = { kind: 'cleanup', args: { target: 'all', olderThan: '1d' } }

test('what people do to jobs, queues and schedules is in the log', async () => {
  const inserted = await insert(cleanUpAll)
  await send('POST', `/api/jobs/${inserted.id}/cancel`)
  await send('POST', `/api/jobs/${inserted.id}/retry`)
  await send('POST', '/api/queues/low/pause')
  await send('POST', '/api/queues/low/resume')
  const resized = (await (await send('PATCH', '/api/queues/low', { slots: 7 })).json()) as { queues: object[] }
  expect(resized.queues).toContainEqual(expect.objectContaining({ name: 'low', slots: 7, resized: true }))
  await send('PATCH', '/api/queues/low', { slots: null })
  const target = { type: 'job', id: inserted.id, name: 'cleanup' }
  expect(await activity('?deed=job')).toMatchObject([
    { deed: 'job.retried', target },
    { deed: 'job.cancelled', target },
    { deed: 'job.inserted', target },
  ])
  expect(await activity('?deed=queue')).toMatchObject([
    { deed: 'queue.resized', target: { type: 'queue', id: 'low' }, data: { slots: 'default' } },
    { deed: 'queue.resized', target: { type: 'queue', id: 'low' }, data: { slots: 7 } },
    { deed: 'queue.resumed' },
    { deed: 'queue.paused' },
  ])
  const edit = { enabled: false }
  expect((await send('PATCH', '/api/schedules/activity_cleanup', edit)).status).toBe(200)
  expect((await send('PATCH', '/api/schedules/activity_cleanup', { cron: 'at tea time' })).status).toBe(400)
  const run = (await (await send('POST', '/api/schedules/activity_cleanup/run')).json()) as { id: string }
  expect((await send('POST', '/api/schedules/nothing/run')).status).toBe(404)
  const schedule = { type: 'schedule', id: 'activity_cleanup' }
  expect(await activity('?deed=schedule')).toMatchObject([
    { deed: 'schedule.run', target: schedule, data: { jobId: run.id }, outcome: 'done' },
    { deed: 'schedule.changed', target: schedule, outcome: 'refused', reason: expect.stringContaining('at tea time') as string },
    { deed: 'schedule.changed', target: schedule, data: edit, outcome: 'done' },
  ])
})

test('a batch is one entry, with its filter and how many jobs that finds', async () => {
  const runAt = new Date(Date.now() + 86_400_000).toISOString()
  for (let place = 0; place < 3; place++) await insert({ kind: 'health_check', args: {}, runAt, maxAttempts: 1 + place })
  const found = (await (await send('GET', '/api/jobs?kind=health_check&state=scheduled&limit=500')).json()) as { jobs: unknown[] }
  const batch = (await (await send('POST', '/api/jobs/cancel?kind=health_check&state=scheduled')).json()) as { id: string }
  expect(await activity('?deed=jobs')).toMatchObject([
    {
      deed: 'jobs.cancelled',
      target: { type: 'job', id: batch.id, name: 'jobs_batch' },
      data: { filter: { kinds: ['health_check'], states: ['scheduled'] }, count: found.jobs.length },
    },
  ])
})

test('many inserted at once are one entry', async () => {
  const { client } = recordedJobs(
    backlot.host,
    createRecorder(db, () => ({ actor: 'a program', origin: 'a test' })),
  )
  const requests = ['sessions', 'api_tokens', 'sessions'].map((of) => cleanUp({ target: of, olderThan: '1d' }))
  await client.insertMany(requests)
  await client.insertMany([])
  expect(await activity('?actor=a%20program')).toMatchObject([
    { deed: 'jobs.inserted', origin: 'a test', data: { count: 3, duplicates: 1, kinds: ['cleanup'] } },
  ])
})

test('a deed that cannot be written down is not done', async () => {
  const waiting = await insert({ ...cleanUpAll, args: { ...cleanUpAll.args, target: 'failed_logins' } })
  const { cron } = await schedule('cleanup')
  await sql`alter table backlot.activity add constraint full_disk check (deed like 'library.%') not valid`.execute(db)
  try {
    const answers = [
      await send('POST', `/api/jobs/${waiting.id}/cancel`),
      await send('POST', '/api/queues/bulk/pause'),
      await send('PATCH', '/api/queues/bulk', { slots: 7 }),
      await send('PATCH', '/api/schedules/cleanup', { cron: '1 1 * * *' }),
      await send('POST', '/api/jobs/retry?state=cancelled'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500])
  } finally {
    await sql`alter table backlot.activity drop constraint full_disk`.execute(db)
  }
  expect(await (await send('GET', `/api/jobs/${waiting.id}`)).json()).toMatchObject({ state: 'available' })
  const { queues } = (await (await send('GET', '/api/queues')).json()) as { queues: { name: string; resized: boolean; paused: boolean }[] }
  expect(queues.filter(({ paused, resized }) => paused || resized)).toEqual([])
  expect((await schedule('cleanup')).cron).toBe(cron)
  const { jobs } = (await (await send('GET', '/api/jobs?kind=jobs_batch&text=cancelled')).json()) as { jobs: unknown[] }
  expect(jobs).toEqual([])
})

test('the log says whose command it was, and what came from a browser', async () => {
  const api = createApi('http://localhost', async (request) => await backlot.app.fetch(request), ownHeaders('jobs insert'))
  const asked = { kind: 'cleanup', args: { target: 'one of a command', olderThan: '1d' } }
  const { id } = await api(insertedSchema, { method: 'POST', path: '/api/jobs', body: asked })
  expect((await activity('?deed=job'))[0]).toMatchObject({
    target: { id },
    actor: `user ${userInfo().username}`,
    origin: 'this machine, backlot jobs insert',
  })
  await send('POST', '/api/queues/low/pause', undefined, { 'sec-fetch-site': 'same-origin' })
  await send('POST', '/api/queues/low/resume', undefined, { [askerHeaders.user]: '%E0%A4%A', [askerHeaders.command]: 'a%0Ab' })
  expect(await activity('?deed=queue&limit=2')).toMatchObject([
    { actor: 'somebody', origin: 'this machine, backlot a b' },
    { actor: 'somebody', origin: 'this machine, browser' },
  ])
})

test('what is asked of integrations and agents is in the log', async () => {
  const sync = (await (await send('POST', '/api/integrations/radarr/main/sync', { operation: 'full' })).json()) as { id: string }
  expect((await send('POST', '/api/integrations/radarr/main/webhook')).status).toBe(422)
  expect((await send('POST', '/api/notifications/phone/test')).status).toBe(422)
  const target = { type: 'radarr', id: 'main' }
  expect(await activity('?deed=integration')).toMatchObject([{ target, data: { operation: 'full', jobId: sync.id } }])
  expect(await activity('?deed=webhook')).toMatchObject([{ deed: 'webhook.registered', target, outcome: 'refused' }])
  expect(await activity('?deed=agent')).toMatchObject([
    { deed: 'agent.tested', target: { type: 'agent', id: 'phone' }, outcome: 'refused' },
  ])
})

const schedule = async (name: string) => {
  const { schedules } = (await (await send('GET', '/api/schedules')).json()) as { schedules: { name: string; cron: string }[] }
  return schedules.find((one) => one.name === name) ?? { cron: 'none' }
}
