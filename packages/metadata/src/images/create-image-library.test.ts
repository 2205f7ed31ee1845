import { execFile } from 'node:child_process'
import { symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { perform, recordInserts } from '@backlot/jobs/testing'
import { downloadImage, type DownloadImageArgs } from '@backlot/metadata-args'
import type { Kysely } from 'kysely'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { ServedImage } from './create-image-library.ts'
import type { ImagesDatabase } from './images-database.ts'
import { downloadImageWorker } from './download-image.ts'
import { requestImages } from './request-images.ts'
import { bomb, film, picture, setupImages } from './test-images.ts'

const { signal } = new AbortController()

const requested = async (db: Kysely<ImagesDatabase>) => {
  const recorder = recordInserts()
  await requestImages(db, [film], recorder.insertMany)
  return recorder.inserted
}

const shown = async (image: ServedImage) => {
  if (image.state !== 'ready') return image
  const { width, height, format } = await sharp(Buffer.from(await image.read())).metadata()
  return { width, height, format }
}

describe('pictures that a provider offers', () => {
  test('one that nobody has fetched comes with the job that would, and after it in every size', async () => {
    const bytes = await picture('red', { width: 1000, height: 1500 })
    await using at = await setupImages((_request, response) => void response.end(bytes))
    const id = await at.addRemote(at.url('/a.jpg'))
    const before = await at.library.image(id, 'medium', { signal })
    if (before.state !== 'not fetched') throw new Error(before.state)
    expect(before.download.args).toMatchObject({ contentType: 'movie', contentId: film, imageType: 'poster', source: at.url('/a.jpg') })
    await perform(downloadImageWorker(at.ports), before.download)
    for (const [size, width, height] of [
      ['small', 154, 231],
      ['medium', 342, 513],
      ['large', 780, 1170],
    ] as const)
      expect(await shown(await at.library.image(id, size, { signal }))).toEqual({ width, height, format: 'webp' })
  })

  test('a size is made once, however many ask at the same time, and no picture is enlarged', async () => {
    const bytes = await picture('red', { width: 200, height: 300 })
    await using at = await setupImages((_request, response) => void response.end(bytes))
    const id = await at.addRemote(at.url('/a.jpg'))
    const [download] = await requested(at.db)
    if (download === undefined) throw new Error('nothing to fetch')
    await perform(downloadImageWorker(at.ports), downloadImage(download.args as DownloadImageArgs))
    expect(await requested(at.db)).toEqual([])
    const images = await Promise.all(Array.from({ length: 10 }, async () => await at.library.image(id, 'large', { signal })))
    const versions = await Promise.all(images.map(async (image) => (image.state === 'ready' ? await image.read() : undefined)))
    expect(new Set(versions.map((version) => Buffer.from(version ?? []).toString('base64'))).size).toBe(1)
    expect(await shown(images[0] ?? { state: 'absent' })).toEqual({ width: 200, height: 300, format: 'webp' })
    expect(
      (await Promise.all((await at.store.shards()).map(async (shard) => await at.store.files(shard)))).flat().map(({ width }) => width),
    ).toEqual([undefined, 780])
  })
})

test('one at a host that is not allowed is refused before there is a job', async () => {
  await using at = await setupImages()
  const refused = await at.library.image(await at.addRemote('https://example.com/a.jpg'), 'small', { signal })
  expect(refused).toEqual({ state: 'refused', detail: 'https://example.com/a.jpg is at a host that is not allowed (example.com)' })
})

describe('pictures beside a film', () => {
  test('one is served in its sizes without being copied, and one that changed under another tag', async () => {
    await using at = await setupImages()
    await at.folder.write({ 'media/Cops/poster.jpg': await picture('red') })
    const id = await at.addLocal('Cops', 'poster.jpg')
    const first = await at.library.image(id, 'small', { signal })
    expect(await shown(first)).toEqual({ width: 154, height: 231, format: 'webp' })
    const again = await at.library.image(id, 'small', { signal })
    expect(again).toMatchObject({ state: 'ready', etag: first.state === 'ready' ? first.etag : '' })
    expect(await at.db.selectFrom('backlot.images').select('kept').execute()).toEqual([{ kept: false }])

    await at.folder.write({ 'media/Cops/poster.jpg': await picture('blue') })
    await utimes(join(at.folder.path, 'media/Cops/poster.jpg'), 1, 1)
    const changed = await at.library.image(id, 'small', { signal })
    expect(changed).not.toMatchObject({ etag: first.state === 'ready' ? first.etag : '' })
    const { dominant } = await sharp(Buffer.from(changed.state === 'ready' ? await changed.read() : [])).stats()
    expect(dominant.b).toBeGreaterThan(dominant.r)
  })

  test('it comes before what a provider offers', async () => {
    await using at = await setupImages()
    await at.addLocal('Cops', 'poster.jpg')
    await at.addRemote('https://images.example.org/poster.jpg')
    await at.addRemote('https://images.example.org/second.jpg', 'backdrop', 1)
    await at.addRemote('https://images.example.org/first.jpg', 'backdrop', 0)
    await at.addRemote('https://images.example.org/banner.jpg', 'banner')
    const [first, ...further] = await requested(at.db)
    expect(first?.args).toMatchObject({ imageType: 'backdrop', source: 'https://images.example.org/first.jpg' })
    expect(further).toEqual([])
  })

  test('nothing outside of the root is served, wherever links and names lead', async () => {
    await using at = await setupImages()
    await at.folder.write({
      'secret/poster.jpg': await picture('red'),
      'media-of-others/poster.jpg': await picture('red'),
      'media/Cops/a.jpg': await picture('red'),
    })
    const media = join(at.folder.path, 'media')
    await symlink(join(at.folder.path, 'secret/poster.jpg'), join(media, 'Cops/link.jpg'))
    await symlink(join(at.folder.path, 'secret'), join(media, 'linked'))
    await symlink(join(media, 'Cops/a.jpg'), join(media, 'inside.jpg'))
    const state = async (folder: string, name: string) =>
      (await at.library.image(await at.addLocal(folder, name), 'small', { signal })).state
    expect(await state('Cops', 'link.jpg')).toBe('absent')
    expect(await state('linked', 'poster.jpg')).toBe('absent')
    expect(await state('../secret', 'poster.jpg')).toBe('absent')
    expect(await state('../media-of-others', 'poster.jpg')).toBe('absent')
    expect(await state('Cops', '../../secret/poster.jpg')).toBe('absent')
    expect(await state('', 'inside.jpg')).toBe('ready')
    expect(await state('Cops', 'none.jpg')).toBe('absent')
  })

  test('what is no picture says so, and a pipe holds nobody up', async ({ skip }) => {
    await using at = await setupImages()
    await at.folder.write({
      'media/a.jpg': 'a text',
      'media/empty.jpg': '',
      'media/bomb.jpg': await bomb(9_000, 9_000),
    })
    const image = async (name: string) => await at.library.image(await at.addLocal('', name), 'small', { signal })
    expect(await image('a.jpg')).toMatchObject({ state: 'unreadable', detail: expect.stringContaining('is no picture that can be read') })
    expect(await image('bomb.jpg')).toMatchObject({ state: 'unreadable', detail: expect.stringContaining('more than 40 million') })
    expect(await image('empty.jpg')).toEqual({ state: 'absent' })
    expect(await at.library.image('999', 'small', { signal })).toEqual({ state: 'absent' })
    skip(process.platform === 'win32', 'Windows has no named pipes among its files')
    await promisify(execFile)('mkfifo', [join(at.folder.path, 'media/pipe.jpg')])
    expect(await image('pipe.jpg')).toEqual({ state: 'absent' })
  })

  test('a damaged picture shows what is left of it', async () => {
    await using at = await setupImages()
    const whole = await sharp({
      create: { width: 600, height: 900, channels: 3, background: 'red', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
    })
      .jpeg()
      .toBuffer()
    await at.folder.write({ 'media/half.jpg': whole.subarray(0, whole.length / 2) })
    expect(await shown(await at.library.image(await at.addLocal('', 'half.jpg'), 'small', { signal }))).toMatchObject({
      width: 154,
      format: 'webp',
    })
  })
})

test('while many pictures are made, the thread that runs jobs goes on', async () => {
  await using at = await setupImages()
  const whole = await sharp({
    create: { width: 1500, height: 2250, channels: 3, background: 'red', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  })
    .jpeg()
    .toBuffer()
  const ids = []
  for (let index = 0; index < 8; index++) {
    // What stands behind a picture's end makes it another file.
    await at.folder.write({ [`media/${index}.jpg`]: Buffer.concat([whole, Buffer.of(index)]) })
    ids.push(await at.addLocal('', `${index}.jpg`))
  }
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  for (const image of await Promise.all(ids.map(async (id) => await at.library.image(id, 'medium', { signal })))) await shown(image)
  delay.disable()
  // Heartbeats come every few seconds. The machine of a test may be busy; by itself it is some 20 ms.
  expect(delay.percentile(99) / 1e6).toBeLessThan(1_000)
})
