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

test('files that came before their series are matched when a later scan finds it elsewhere', async () => {
  await using library = await setupLibrary({ 'Incoming/Harbour.S01E03.mkv': 'a', 'Incoming/Other.S01E01.mkv': 'b' })
  expect(await library.scan()).toMatchObject({ unmatched: 2 })
  expect(await add(library, { 'Harbour (2001)/Season 1/S01E01.mkv': 'c' })).toMatchObject({ matched: 2, unmatched: 1 })
  expect(await library.held()).toContain('Incoming/Harbour.S01E03.mkv: Harbour (2001) S01E03')
  expect(await library.search('harbour s01e03', 'episodes')).toContain('Harbour S01E03')
})

test('a title that a series gets later, as from its NFO, matches what waited under it', async () => {
  await using library = await setupLibrary({
    'Sea Town (2013)/Season 1/S01E01.mkv': 'a',
    'Incoming/[Group] Umi no Machi - 02 [1080p].mkv': 'b',
  })
  expect(await library.scan()).toMatchObject({ matched: 1, unmatched: 1 })
  const nfo = '<tvshow><title>Sea Town</title><originaltitle>Umi no Machi</originaltitle><year>2013</year></tvshow>'
  expect(await add(library, { 'Sea Town (2013)/tvshow.nfo': nfo })).toMatchObject({ matched: 2, unmatched: 0 })
})

test('files of a folder are matched when an NFO, or a name that says more, makes it a series’ own', async () => {
  await using library = await setupLibrary({
    'stuff/odd/Lights and S01E01.mkv': 'a',
    'more/Pier.S01E01.mkv': 'b',
  })
  expect(await library.scan()).toMatchObject({ matched: 0, unmatched: 2 })
  const nfo = '<tvshow><title>Sea Town</title><year>2013</year></tvshow>'
  expect(await add(library, { 'stuff/odd/tvshow.nfo': nfo })).toMatchObject({ matched: 1, unmatched: 1 })
  expect(await add(library, { 'more/Pier (2020) S01E02.mkv': 'c' })).toMatchObject({ matched: 3, unmatched: 0 })
})

test('an NFO beside a file that waits counts for it, too', async () => {
  await using library = await setupLibrary({
    'Incoming/Harbour.mkv': 'a',
    'Incoming/Harbour.nfo': '<episodedetails><title>Lights</title><season>2</season><episode>5</episode></episodedetails>',
  })
  expect(await library.scan()).toMatchObject({ unmatched: 1 })
  await add(library, { 'Harbour (2001)/Season 1/S01E01.mkv': 'c' })
  expect(await library.held()).toContain('Incoming/Harbour.mkv: Harbour (2001) S02E05')
})

test('extras that came before their series become its extras', async () => {
  await using library = await setupLibrary({ 'Harbour/Trailers/teaser.mkv': 'a' })
  await library.scan()
  await add(library, { 'Harbour/Season 1/S01E01.mkv': 'c' })
  expect((await library.find('Harbour')).extras).toMatchObject([{ extraType: 'trailer' }])
})

test('what could be of two series waits with both as candidates', async () => {
  await using library = await setupLibrary({ 'Incoming/Twin.S01E05.mkv': 'b' })
  await library.scan()
  const twins = { 'Twin (1990)/S01E01.mkv': 'a', 'Twin (2020)/S01E01.mkv': 'c' }
  expect(await add(library, twins)).toMatchObject({ matched: 2, unmatched: 1 })
  const { candidates } = await library.ports.db
    .selectFrom('backlot.files')
    .select('candidates')
    .where('state', '=', 'unmatched')
    .executeTakeFirstOrThrow()
  expect(candidates).toMatchObject([{ title: 'Twin' }, { title: 'Twin' }])
})

test('a later scan costs no more statements for forty files that wait than for one', async () => {
  const statements = async (count: number) => {
    const waiting = Array.from({ length: count }, (_, index) => [`Incoming/Harbour.S01E${index + 10}.mkv`, `content ${index}`])
    await using library = await setupLibrary(Object.fromEntries(waiting))
    await library.scan()
    library.statements.count = 0
    expect(await add(library, { 'Harbour (2001)/Season 1/S01E01.mkv': 'c' })).toMatchObject({ matched: count + 1, unmatched: 0 })
    return library.statements.count
  }
  expect(await statements(40)).toBe(await statements(1))
})
