import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase, type TempFolder, type TestDatabase } from '@backlot/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose, type Composition } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'

// The whole program on a real Postgres and real files, through its API.
let folder: TempFolder
let database: TestDatabase
let backlot: Composition

beforeAll(async () => {
  folder = await createTempFolder()
  await folder.write({ 'films/Metropolis (1927)/Metropolis (1927).mkv': 'a' })
  database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  backlot = compose({
    config: configSchema.parse({ data: folder.path }),
    database: { url: database.url, kind: 'external', version: 'test' },
    logger: silentLogger,
  })
  await backlot.host.start({ work: false })
})
afterAll(async () => {
  await backlot.host.stop()
  await backlot.close()
  await database.drop()
  await folder[Symbol.asyncDispose]()
})

const send = async (method: string, path: string, body?: object) =>
  await backlot.app.request(path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
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

test('what people do to jobs, queues and schedules is in the log', async () => {
  const inserted = (await (await send('POST', '/api/jobs', { kind: 'cleanup', args: { target: 'all', olderThan: '1d' } })).json()) as {
    id: string
  }
  await send('POST', `/api/jobs/${inserted.id}/cancel`)
  await send('POST', `/api/jobs/${inserted.id}/retry`)
  await send('POST', '/api/queues/low/pause')
  await send('POST', '/api/queues/low/resume')
  expect(await activity('?deed=job')).toMatchObject([
    { deed: 'job.retried', target: { id: inserted.id } },
    { deed: 'job.cancelled', target: { id: inserted.id } },
    { deed: 'job.inserted', target: { type: 'job', id: inserted.id, name: 'cleanup' } },
  ])
  expect((await activity('?deed=queue')).map(({ deed }) => deed)).toEqual(['queue.resumed', 'queue.paused'])
})
