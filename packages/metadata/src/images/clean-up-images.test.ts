import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { perform } from '@backlot/jobs/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { orphanedImages } from './clean-up-images.ts'
import { downloadImageWorker } from './download-image.ts'
import { downloadOf } from './download-of.ts'
import type { ImageStore } from './image-store.ts'
import { inspectImage } from './inspect-image.ts'
import { storeImage } from './store-image.ts'
import { film, picture, setupImages } from './test-images.ts'

const { signal } = new AbortController()
const later = () => new Date(Date.now() + 60_000)

const setup = async () => {
  const at = await setupImages((request, response) => {
    void picture(request.url?.slice(1) ?? '').then((bytes) => response.end(bytes))
  })
  const clean = async ({ olderThan = later(), dryRun = false, store = at.store, batchSize = 2 } = {}) =>
    (await orphanedImages({ db: at.db, store }).run({ olderThan, batchSize, dryRun, signal })).deleted
  return {
    ...at,
    clean,
    fetch: async (color: string) => {
      await at.addRemote(at.url(`/${color}`))
      const request = downloadOf({ itemId: film, itemType: 'movie', type: 'poster', url: at.url(`/${color}`) })
      return ((await perform(downloadImageWorker(at.ports), request)).result as { hash: string }).hash
    },
    files: async () =>
      (await readdir(join(at.folder.path, 'images'), { recursive: true })).filter((name) => name.length > 2).map((name) => name.slice(3)),
    rows: async () => (await at.db.selectFrom('backlot.images').select('hash').orderBy('hash').execute()).map(({ hash }) => hash),
  }
}

test('pictures that no artwork names go with their sizes; those that some name stay', async () => {
  await using at = await setup()
  const [red, blue, green, gray] = [await at.fetch('red'), await at.fetch('blue'), await at.fetch('green'), await at.fetch('gray')]
  await at.store.write(new Uint8Array(1), red, 342)
  await at.store.write(new Uint8Array(1), blue, 342)
  expect(await at.clean()).toBe(0)
  await sql`delete from backlot.artwork where url <> ${at.url('/blue')}`.execute(at.db)
  expect(await at.clean({ olderThan: new Date(0) })).toBe(0)
  expect(await at.clean({ dryRun: true })).toBe(3)
  expect(await at.rows()).toEqual([red, blue, green, gray].toSorted())
  expect(await at.clean()).toBe(3)
  expect(await at.rows()).toEqual([blue])
  expect((await at.files()).toSorted()).toEqual([blue, `${blue}.w342.webp`])
  expect(await at.clean()).toBe(0)
})

test('a picture that two addresses gave stays while one of them is named', async () => {
  await using at = await setup()
  const bytes = await picture('red')
  const facts = await inspectImage(bytes)
  await at.addRemote('https://images.example.org/b')
  for (const name of ['a', 'b'])
    await storeImage(at.ports, facts, { source: { url: `https://images.example.org/${name}`, version: '' }, keep: bytes })
  expect(await at.clean()).toBe(0)
  expect(await at.rows()).toEqual([facts.hash])
})

test('sizes of a picture beside a film go when its artwork is gone', async () => {
  await using at = await setup()
  await at.folder.write({ 'media/poster.jpg': await picture('red') })
  const image = await at.library.image(await at.addLocal('', 'poster.jpg'), 'small', { signal })
  if (image.state === 'ready') await image.read()
  expect(await at.clean()).toBe(0)
  await sql`delete from backlot.artwork`.execute(at.db)
  expect(await at.clean()).toBe(1)
  expect(await at.files()).toEqual([])
})

test('broken off after the rows, the next run takes the files; what a crash left half written goes too', async () => {
  await using at = await setup()
  const red = await at.fetch('red')
  await sql`delete from backlot.artwork`.execute(at.db)
  const broken: ImageStore = { ...at.store, remove: async () => await Promise.reject(new Error('killed')) }
  await expect(at.clean({ store: broken })).rejects.toThrow('killed')
  expect(await at.rows()).toEqual([])
  const shard = red.slice(0, 2)
  const half = '.0190a5c0-0000-7000-8000-000000000001.tmp'
  await at.folder.write({ [`images/${shard}/${half}`]: 'x', [`images/${shard}/notes.txt`]: 'not ours', 'images/readme.txt': 'not ours' })
  await utimes(join(at.folder.path, 'images', shard, half), 1, 1)
  expect(await at.clean({ olderThan: new Date(Date.now() - 60_000) })).toBe(1)
  expect(await at.clean({ dryRun: true })).toBe(1)
  expect(await at.clean()).toBe(1)
  expect((await at.files()).toSorted()).toEqual(['dme.txt', 'notes.txt'])
})

test('stored and cleaned up at the same time, a row never stands without its file', async () => {
  await using at = await setup()
  const bytes = await picture('red')
  const facts = await inspectImage(bytes)
  const source = { url: 'https://images.example.org/a', version: '' }
  for (let round = 0; round < 20; round++) {
    await Promise.all([
      storeImage(at.ports, facts, { source, keep: bytes }),
      at.clean(),
      at.clean(),
      storeImage(at.ports, facts, { source, keep: bytes }),
    ])
    for (const hash of await at.rows()) expect(await at.store.has(hash)).toBe(true)
  }
})
