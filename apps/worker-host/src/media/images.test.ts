import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { isFinalState, silentLogger, type JobState } from '@backlot/jobs'
import { cleanUp } from '@backlot/jobs/system'
import { createTempFolder, createTestDatabase, waitFor, type TempFolder, type TestDatabase } from '@backlot/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose, type Composition } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'

// The whole program on a real Postgres, real files and a server of pictures, through its API.
let folder: TempFolder
let database: TestDatabase
let backlot: Composition
let server: Server

const picture = async (background: string): Promise<Uint8Array> =>
  await sharp({ create: { width: 600, height: 900, channels: 3, background } })
    .jpeg()
    .toBuffer()

beforeAll(async () => {
  folder = await createTempFolder()
  const remote = await picture('red')
  server = createServer((_request, response) => void response.end(remote))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const star = `<actor><name>Max Schreck</name><thumb>http://${host}/schreck.jpg</thumb></actor><actor><name>Elsewhere</name><thumb>http://10.0.0.1/x.jpg</thumb></actor>`
  const nfo = (title: string) =>
    `<movie><title>${title}</title><year>1922</year><thumb aspect="poster">http://${host}/${title}.jpg</thumb>${star}</movie>`
  await folder.write({
    'films/Cops (1922)/Cops (1922).mkv': 'a',
    'films/Cops (1922)/movie.nfo': nfo('Cops'),
    'films/Cops (1922)/poster.jpg': await picture('blue'),
    'films/Nosferatu (1922)/Nosferatu (1922).mkv': 'b',
    'films/Nosferatu (1922)/movie.nfo': nfo('Nosferatu'),
    'films/Salome (1922)/Salome (1922).mkv': 'c',
    'films/Salome (1922)/poster.jpg': 'not really a picture',
  })
  database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  backlot = compose({
    config: configSchema.parse({ data: join(folder.path, 'data'), images: { trustedHosts: [host] } }),
    database: { url: database.url, kind: 'external', version: 'test' },
    logger: silentLogger,
  })
  await backlot.host.start()
  await post('/api/libraries', { name: 'films', type: 'movie', paths: [join(folder.path, 'films')] })
  await ended(((await (await post('/api/libraries/films/scan', {})).json()) as { id: string }).id)
})
afterAll(async () => {
  await backlot.host.stop()
  await backlot.close()
  await database.drop()
  server.closeAllConnections()
  server.close()
  await folder[Symbol.asyncDispose]()
})

const get = async (path: string, headers: Record<string, string> = {}) => await backlot.app.request(path, { headers })
const post = async (path: string, body: object) =>
  await backlot.app.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

const ended = async (id: string) =>
  await waitFor('the job', async () => {
    const job = (await (await get(`/api/jobs/${id}`)).json()) as { state: JobState; result: Record<string, unknown> }
    return isFinalState(job.state) && job
  })

const posterOf = async (title: string): Promise<string> => {
  const { movies } = (await (await get('/api/movies')).json()) as { movies: { title: string; poster?: string }[] }
  return movies.find((movie) => movie.title === title)?.poster ?? 'none'
}

test('a poster beside the film comes before the one that its NFO offers, in every size, to be kept for ever', async () => {
  const poster = await posterOf('Cops')
  for (const [size, width] of Object.entries({ small: 154, medium: 342, large: 600 })) {
    const answer = await get(`${poster}?size=${size}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ width, format: 'webp' })
    expect((await sharp(bytes).stats()).dominant).toMatchObject({ r: 8, b: 248 })
    const again = await get(`${poster}?size=${size}`, { 'if-none-match': answer.headers.get('etag') ?? '' })
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
  }
  expect((await get(`${poster}?size=huge`)).status).toBe(400)
})

test('one that only its NFO offers is fetched when somebody looks, by a job whose id is told', async () => {
  const poster = await posterOf('Nosferatu')
  const first = await get(poster)
  expect([first.status, first.headers.get('cache-control')]).toEqual([202, 'no-store'])
  const { id, kind } = (await first.json()) as { id: string; kind: string }
  expect(kind).toBe('metadata_download_image')
  expect(await ended(id)).toMatchObject({ state: 'completed', result: { format: 'jpeg', width: 600, fetched: true } })
  const answer = await get(poster)
  expect(answer.status).toBe(200)
  expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ width: 342 })
})

test("a person's face that only an NFO offers is fetched and served as any picture, behind the same guard", async () => {
  const { movies } = (await (await get('/api/movies')).json()) as { movies: { id: string; title: string }[] }
  const id = movies.find(({ title }) => title === 'Nosferatu')?.id
  const { credits } = (await (await get(`/api/movies/${id}`)).json()) as { credits: { name: string; image?: string }[] }
  const imageOf = (name: string) => credits.find((credit) => credit.name === name)?.image ?? 'none'
  const fetched = (await (await get(imageOf('Max Schreck'))).json()) as { id: string }
  expect(await ended(fetched.id)).toMatchObject({ state: 'completed' })
  const face = await get(`${imageOf('Max Schreck')}?size=small`)
  expect([face.status, face.headers.get('content-type')]).toEqual([200, 'image/webp'])
  expect(await sharp(Buffer.from(await face.arrayBuffer())).metadata()).toMatchObject({ width: 92 })
  const refused = await get(imageOf('Elsewhere'))
  expect([refused.status, await refused.json()]).toMatchObject([404, { detail: expect.stringContaining('is not fetched') }])
  expect((await get(imageOf('Nobody'))).status).toBe(404)
})

test('what is no picture, and what is not there, say so', async () => {
  const broken = await get(await posterOf('Salome'))
  expect(broken.status).toBe(422)
  expect(await broken.json()).toMatchObject({ detail: expect.stringContaining('it is no picture that can be read') })
  expect((await get('/api/images/999999')).status).toBe(404)
  expect((await get('/api/images/../../etc/passwd')).status).toBe(404)
  expect((await get('/api/images/%2e%2e%2fx')).status).toBe(400)
})

test('images that belong to nothing are a target of the cleanup', async () => {
  const { id } = await backlot.host.client.insert(cleanUp({ target: 'orphaned_images', olderThan: '1ms' }))
  expect(await ended(id)).toMatchObject({ state: 'completed', result: { deleted: { orphaned_images: 0 } } })
  expect((await get(await posterOf('Nosferatu'))).status).toBe(200)
})
