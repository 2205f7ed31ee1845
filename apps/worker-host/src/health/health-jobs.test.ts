import { rename } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { silentLogger } from '@backlot/jobs'
import { addLibrary, type LibraryDatabase } from '@backlot/library'
import { createTempFolder, createTestDatabase, waitFor } from '@backlot/testing'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { compose } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'
import { checkHealth } from './check-health.ts'

/** The whole program on a real Postgres, with a receiver over HTTP. */
const setup = async () => {
  const folder = await createTempFolder()
  await folder.write({ 'data/.keep': '', 'films/.keep': '' })
  const posts: { type: string; title: string; message: string }[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
    request.on('end', () => {
      posts.push(JSON.parse(text) as (typeof posts)[number])
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  const agent = { name: 'hook', type: 'webhook', url, secret: 'a secret of 16 or more', events: ['health'], allowPrivateAddresses: true }
  const backlot = compose({
    config: configSchema.parse({ data: join(folder.path, 'data'), notifications: { agents: [agent] } }),
    database: { url: database.url, kind: 'external', version: 'test' },
    logger: silentLogger,
  })
  await backlot.host.start()
  const db = new Kysely<LibraryDatabase>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url }) }) })
  await addLibrary(db, { name: 'Films', type: 'movie', paths: [join(folder.path, 'films')] })
  await db.destroy()
  return {
    films: join(folder.path, 'films'),
    posts,
    look: async (): Promise<unknown> => {
      const { id } = await backlot.host.client.insert(checkHealth({}))
      const job = await waitFor('the health check', async () => {
        const found = await backlot.host.client.jobGet(id)
        return found?.state === 'completed' ? found : undefined
      })
      return job.result
    },
    [Symbol.asyncDispose]: async () => {
      await backlot.host.stop()
      await backlot.close()
      await database.drop()
      server.closeAllConnections()
      server.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test('a root that cannot be read any more is told, and that it is back', { timeout: 120_000 }, async () => {
  await using host = await setup()
  expect(await host.look()).toMatchObject({ problems: [], told: 0 })
  await rename(host.films, `${host.films}-away`)
  for (const _ of ['a hiccup', 'a problem']) expect(await host.look()).toMatchObject({ problems: ['library Films'] })
  await waitFor('the problem', () => host.posts.length === 1)
  await rename(`${host.films}-away`, host.films)
  expect(await host.look()).toMatchObject({ problems: [] })
  await waitFor('that it is over', () => host.posts.length === 2)
  expect(host.posts.map(({ type, title }) => ({ type, title }))).toEqual([
    { type: 'health.problem', title: 'library Films is not well' },
    { type: 'health.restored', title: 'library Films is well again' },
  ])
})
