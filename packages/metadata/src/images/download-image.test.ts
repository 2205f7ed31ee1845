import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { perform } from '@backlot/jobs/testing'
import { downloadImage } from '@backlot/metadata-args'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { downloadImageWorker } from './download-image.ts'
import { bomb, film, picture, setupImages } from './test-images.ts'

const request = (source: string, contentId = film) =>
  downloadImage({ contentType: 'movie', contentId, imageType: 'poster', source, size: 'original' })

test('a picture is stored once by its content, whatever addresses it has', async () => {
  const bytes = await picture('red')
  const hash = createHash('sha256').update(bytes).digest('hex')
  await using at = await setupImages((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(bytes))
  const facts = { hash, bytes: bytes.length, width: 600, height: 900, format: 'jpeg' }
  const run = async (path: string) => (await perform(downloadImageWorker(at.ports), request(at.url(path)))).result
  expect(await run('/a.jpg')).toEqual({ ...facts, fetched: true })
  expect(await run('/b.jpg')).toEqual({ ...facts, fetched: true })
  expect(await run('/a.jpg')).toEqual({ ...facts, fetched: false })
  expect(at.requests).toEqual(['/a.jpg', '/b.jpg'])
  expect(await readdir(join(at.folder.path, 'images', hash.slice(0, 2)))).toEqual([hash])
  expect(Buffer.from((await at.store.read(hash)) ?? [])).toEqual(bytes)
  expect(await at.db.selectFrom('backlot.images').select(['hash', 'kept']).execute()).toEqual([{ hash, kept: true }])
  expect(await at.db.selectFrom('backlot.artwork').select(['type', 'source']).execute()).toEqual([
    { type: 'poster', source: 'job' },
    { type: 'poster', source: 'job' },
  ])
})

test('after thirty days the server is asked whether it changed; what the folder lost is fetched again', async () => {
  const bytes = await picture('red')
  await using at = await setupImages((message, response) => {
    if (message.headers['if-none-match'] === '"1"') response.writeHead(304).end()
    else response.writeHead(200, { etag: '"1"' }).end(bytes)
  })
  const run = async () => (await perform(downloadImageWorker(at.ports), request(at.url('/a.jpg')))).result
  expect(await run()).toMatchObject({ fetched: true })
  await sql`update backlot.image_sources set checked_at = now() - interval '31 days'`.execute(at.db)
  expect(await run()).toMatchObject({ fetched: false })
  expect(await run()).toMatchObject({ fetched: false })
  expect(at.requests).toHaveLength(2)
  await rm(join(at.folder.path, 'images'), { recursive: true })
  expect(await run()).toMatchObject({ fetched: true })
})

describe('what fails for good', () => {
  test.each([
    ['is not found', 404, 'gone', /answered 404/],
    ['is a page', 200, '<html>Please log in</html>', /is no picture that can be read/],
    ['is a drawing with code', 200, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>', /is no picture/],
    ['is empty', 200, '', /is no picture/],
    ['is too large', 200, Buffer.alloc(10_000_001), /larger than 10000000 bytes/],
    ['leads home', 302, '', /is not a public address; hosts of images are allowed by images.allowedHosts/],
  ])('a picture that %s', async (_title, status, body, message) => {
    await using at = await setupImages((_request, response) => void response.writeHead(status, { location: 'https://10.0.0.1/' }).end(body))
    const failure: unknown = await perform(downloadImageWorker(at.ports), request(at.url('/a.jpg'))).catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'PermanentError', message: expect.stringMatching(message) })
    expect(await at.store.shards()).toEqual([])
  })

  test('a bomb: a small file of very many pixels', async () => {
    const small = await bomb(16_000, 16_000)
    await using at = await setupImages((_request, response) => void response.end(small))
    await expect(perform(downloadImageWorker(at.ports), request(at.url('/a.png')))).rejects.toThrow(
      /16000 × 16000 pixels are more than 40 million/,
    )
  })

  test('a host that is not allowed, and an item that is not there', async () => {
    await using at = await setupImages()
    await expect(perform(downloadImageWorker(at.ports), request('https://example.com/a.jpg'))).rejects.toThrow(
      'https://example.com/a.jpg is at a host that is not allowed (example.com); hosts of images',
    )
    await expect(perform(downloadImageWorker(at.ports), request(at.url('/a.jpg'), '00000000-0000-4000-8000-000000000002'))).rejects.toThrow(
      'There is no movie',
    )
    expect(at.requests).toEqual([])
  })
})

test('a server that asks for a pause gets it, and one in trouble is tried again', async () => {
  const answers = [429, 503, 500]
  await using at = await setupImages((_request, response) => {
    const status = answers.shift() ?? 200
    response
      .writeHead(status, status === 429 ? { 'retry-after': '120' } : status === 503 ? { 'retry-after': new Date().toUTCString() } : {})
      .end()
  })
  const run = async () => await perform(downloadImageWorker(at.ports), request(at.url('/a.jpg')))
  expect(await run()).toMatchObject({ outcome: 'snoozed' })
  expect(await run()).toMatchObject({ outcome: 'snoozed' })
  await expect(run()).rejects.toMatchObject({ name: 'Error', message: expect.stringContaining('answered 500') })
})

test("an abort ends it with the signal's reason", async () => {
  const controller = new AbortController()
  await using at = await setupImages(() => controller.abort(new Error('cancelled')))
  await expect(perform(downloadImageWorker(at.ports), request(at.url('/a.jpg')), { signal: controller.signal })).rejects.toThrow(
    'cancelled',
  )
})
