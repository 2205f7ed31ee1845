import { lutimes } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'

/** Adds files, old enough that nothing seems to grow, and scans; what is there already is left alone. */
const add = async (library: TestLibrary, files: Record<string, string>) => {
  await library.folder.write(files)
  const then = Date.now() / 1000 - 3_600
  for (const name of Object.keys(files)) await lutimes(join(library.folder.path, name), then, then)
  return await library.scan()
}

test('a file is matched when an NFO comes beside it', async () => {
  await using library = await setupLibrary({ 'odd/clip.mkv': 'a', 'odd/other.mkv': 'b' })
  expect(await library.scan()).toMatchObject({ matched: 0, unmatched: 2 })
  const nfo = '<movie><title>Greed</title><year>1924</year></movie>'
  expect(await add(library, { 'odd/clip.nfo': nfo })).toMatchObject({ matched: 1, unmatched: 1 })
  expect(await library.films()).toEqual(['Greed (1924)'])
})

test('extras that came before their film become its extras', async () => {
  await using library = await setupLibrary({ 'Greed (1924)/Trailers/teaser.mkv': 'a' })
  await library.scan()
  await add(library, { 'Greed (1924)/Greed (1924).mkv': 'b' })
  expect(await library.files()).toMatchObject([
    { role: 'feature', film: 'Greed (1924)' },
    { role: 'extra', film: 'Greed (1924)' },
  ])
})

test('a name without a year gets a film that comes later as candidate, and is not guessed', async () => {
  await using library = await setupLibrary({ 'Incoming/Greed.mkv': 'a' })
  await library.scan()
  expect(await add(library, { 'Greed (1924)/Greed (1924).mkv': 'b' })).toMatchObject({ matched: 1, unmatched: 1 })
  const waiting = library.ports.db.selectFrom('backlot.files').select('candidates').where('state', '=', 'unmatched')
  expect((await waiting.executeTakeFirstOrThrow()).candidates).toMatchObject([{ title: 'Greed', year: 1924 }])
})
