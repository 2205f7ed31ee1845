import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { silentLogger } from '@backlot/jobs'
import { cleanUp } from '@backlot/jobs/system'
import { movieAdded, sendNotification } from '@backlot/notifications/args'
import { createTempFolder, createTestDatabase, waitFor, type TempFolder, type TestDatabase } from '@backlot/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose, type Composition } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'

// The whole program on a real Postgres, with receivers over HTTP, through its API.
let folder: TempFolder
let database: TestDatabase
let backlot: Composition
let server: Server
const posts: { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> }[] = []
const answers: number[] = []

beforeAll(async () => {
  folder = await createTempFolder()
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
    request.on('end', () => {
      posts.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text) as Record<string, unknown> })
      response.writeHead(answers.shift() ?? 200).end('the token is sEcReT-tOkEn')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  backlot = compose({
    config: configSchema.parse({
      data: folder.path,
      notifications: {
        agents: [
          {
            name: 'hook',
            type: 'webhook',
            url: `${url}/hook`,
            secret: 'a secret of 16 or more',
            events: ['all'],
            allowPrivateAddresses: true,
          },
          { name: 'push', type: 'gotify', url, token: 'sEcReT-tOkEn', events: ['job'] },
          { name: 'quiet', type: 'ntfy', url, topic: 'films', enabled: false },
        ],
      },
    }),
    database: { url: database.url, kind: 'external', version: 'test' },
    logger: silentLogger,
  })
  await backlot.host.start()
})
afterAll(async () => {
  await backlot.host.stop()
  await backlot.close()
  await database.drop()
  server.closeAllConnections()
  server.close()
  await folder[Symbol.asyncDispose]()
})

const get = async (path: string) => (await (await backlot.app.request(path)).json()) as Record<string, unknown>
const post = async (path: string) => await backlot.app.request(path, { method: 'POST' })

test('agents are listed without their secrets, and tested; a refusal says why, and stands in the log and at the doctor', async () => {
  expect(await get('/api/notifications')).toMatchObject({
    agents: [
      { name: 'hook', type: 'webhook', enabled: true, events: ['all'], rateLimit: { max: 30, per: '1m' } },
      { name: 'push', type: 'gotify' },
      { name: 'quiet', enabled: false },
    ],
  })
  expect((await post('/api/notifications/quiet/test')).status).toBe(200)
  answers.push(401)
  const refused = await post('/api/notifications/push/test')
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({ detail: 'Gotify (agent "push") answered 401: the token is [secret]' })
  expect((await post('/api/notifications/pusch/test')).status).toBe(404)
  expect(await get('/api/notifications/deliveries?state=failed')).toMatchObject({ deliveries: [{ agent: 'push', attempts: 1 }] })
  const { checks } = (await get('/api/doctor')) as { checks: { name: string }[] }
  expect(checks.find(({ name }) => name === 'notifications')).toMatchObject({ status: 'warning', fix: 'backlot notify test push' })
  const all = JSON.stringify([await get('/api/notifications'), await get('/api/notifications/deliveries'), checks])
  expect(all).not.toMatch(/sEcReT|a secret of 16/)
})

test('an event that is inserted is told to those who take it, and the log says so', async () => {
  posts.length = 0
  const event = movieAdded({ items: [{ id: 'm1', title: 'Metropolis', year: 1927 }], at: new Date() })
  await backlot.host.client.insert(sendNotification({ event }))
  // Films are gathered for a minute: what waits is made due.
  const waiting = await waitFor('the digest', async () => {
    const { jobs } = await backlot.host.client.jobList({ kinds: ['notification'], states: ['scheduled'] })
    return jobs[0]?.id
  })
  await makeDue(waiting)
  await waitFor('the message', () => posts.length === 1)
  expect(posts).toMatchObject([{ path: '/hook', body: { ...event, title: 'Film added: Metropolis (1927)' } }])
  await waitFor('the log', async () => {
    const { deliveries } = (await get('/api/notifications/deliveries?event=movie')) as { deliveries: { state: string }[] }
    return deliveries.some(({ state }) => state === 'sent')
  })
})

test('a failed job becomes one message for all who take it, and the receiver can check who sent it', async () => {
  posts.length = 0
  // A target that is not there fails at once and for good.
  const { id } = await backlot.host.client.insert(cleanUp({ target: 'nothing', olderThan: '1d' }))
  const waiting = await waitFor('the digest', async () => {
    const { jobs } = await backlot.host.client.jobList({ kinds: ['notification'], states: ['scheduled'] })
    return jobs[0]?.id
  })
  await makeDue(waiting)
  await waitFor('two messages', () => posts.length === 2)
  const hook = posts.find(({ path }) => path === '/hook')
  expect(hook?.body).toMatchObject({ type: 'job.failed', targetId: id, title: 'A job of cleanup failed for good' })
  expect(hook?.headers['webhook-signature']).toMatch(/^v1,/)
  expect(posts.find(({ path }) => path === '/message')?.body).toMatchObject({ title: 'A job of cleanup failed for good', priority: 8 })
})

test('the host tells that it starts, and that it stops', async () => {
  posts.length = 0
  await backlot.teller.started()
  await waitFor('the start', () => posts.length === 1)
  await backlot.teller.stopping()
  expect(posts.map(({ body }) => body['type'])).toEqual(['host.started', 'host.stopped'])
})

/** Lets a job that waits for its time start now. */
const makeDue = async (id: string): Promise<void> => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('update pgboss.job set start_after = now() where id = $1', [id])
  await client.end()
  // Looked at anew.
  await backlot.host.client.jobCancel(id)
  await backlot.host.client.jobRetry(id)
}
