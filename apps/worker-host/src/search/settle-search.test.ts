import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase, startTypesenseSimulator, waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { compose } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'

/** A host on a database that lasts, with the index wherever a test says. */
const setup = async () => {
  const folder = await createTempFolder()
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  await folder.write({ 'films/Metropolis (1927)/Metropolis (1927).mkv': 'a', 'films/Sunrise (1927)/Sunrise.1927.mkv': 'b' })
  const start = async ({ url, apiKey }: { url?: string; apiKey?: string } = {}) => {
    const backlot = compose({
      config: configSchema.parse({ data: folder.path, search: { typesense: { url, apiKey } } }),
      database: { url: database.url, kind: 'external', version: 'test' },
      logger: silentLogger,
    })
    await backlot.host.start()
    await backlot.settle()
    const get = async (path: string) => {
      const response = await backlot.app.request(path)
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    }
    const post = async (path: string, body: object) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      return (await (await backlot.app.request(path, init)).json()) as Record<string, unknown>
    }
    const total = async (words: string): Promise<unknown> => (await get(`/api/search?q=${words}`)).body['total']
    const becomes = async (words: string, wanted: number) =>
      await waitFor(`${wanted} hits for ${words}`, async () => (await total(words)) === wanted)
    const stop = async () => {
      await backlot.host.stop()
      await backlot.close()
    }
    return { get, post, becomes, stop }
  }
  const dispose = async () => {
    await database.drop()
    await folder[Symbol.asyncDispose]()
  }
  return { folder, start, [Symbol.asyncDispose]: dispose }
}

test('an index that moves to a search server is filled there, follows scans, and comes back filled', { timeout: 120_000 }, async () => {
  await using kit = await setup()
  await using server = await startTypesenseSimulator()
  const first = await kit.start()
  const library = await first.post('/api/libraries', { name: 'films', type: 'movie', paths: [`${kit.folder.path}/films`] })
  expect(library).toMatchObject({ name: 'films' })
  await first.post('/api/libraries/films/scan', {})
  await first.becomes('metropolis', 1)
  await first.stop()

  const second = await kit.start(server)
  await second.becomes('metropolis', 1)
  await kit.folder.write({ 'films/Faust (1926)/Faust (1926).mkv': 'c' })
  await second.post('/api/libraries/films/scan', {})
  await second.becomes('faust', 1)
  const { body } = await second.get('/api/doctor')
  expect(body['checks']).toContainEqual({
    name: 'search',
    status: 'ok',
    message: expect.stringMatching(/^Typesense 30\.1-simulated at http.* holds 3 documents$/),
  })
  await second.stop()

  const third = await kit.start()
  await third.becomes('faust', 1)
  await third.stop()
})

test(
  'a search server that is away stops neither start nor scan; searching says so, and the doctor what to do',
  { timeout: 120_000 },
  async () => {
    await using kit = await setup()
    const server = await startTypesenseSimulator()
    await server.close()
    const host = await kit.start(server)
    const { status, body } = await host.get('/api/search?q=metropolis')
    expect(status).toBe(503)
    expect(body['detail']).toContain('cannot be reached to search')
    const checks = (await host.get('/api/doctor')).body['checks'] as { name: string }[]
    expect(checks.find(({ name }) => name === 'search')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('cannot be reached'),
    })
    await host.stop()
  },
)
