import { appendFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ignoreFiles, listUnmatched, undoByHand, type CatalogDatabase, type ItemChange } from '@backlot/catalog'
import { isPermanentError } from '@backlot/jobs'
import { perform, recordInserts } from '@backlot/jobs/testing'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { matchMovieFile } from './args.ts'
import { matchFilesByHand } from './match/decide-by-hand.ts'
import { indexFilms } from './import/index-films.ts'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'
import { matchMovieFileWorker } from './workers/match-movie-file.ts'

const byHand = (library: TestLibrary) => ({ ...library.ports, insert: recordInserts().insert })

const indexed =
  (library: TestLibrary) =>
  async (tx: Kysely<CatalogDatabase>, { itemIds }: ItemChange): Promise<void> =>
    await indexFilms(tx, byHand(library), itemIds)

const matchOne = async (library: TestLibrary, name: string, forceRematch = false) =>
  (
    await perform(
      matchMovieFileWorker(library.ports),
      matchMovieFile({ path: join(library.folder.path, name), libraryId: library.id, forceRematch }),
    )
  ).result

test('a match by hand wins for ever, for a folder at once, and can be undone', async () => {
  await using library = await setupLibrary({ 'box/vid_1.mkv': 'a', 'box/vid_2.mkv': 'b', 'Sherlock Jr (1924)/Sherlock Jr (1924).mkv': 'c' })
  await library.scan()
  const [folder] = await listUnmatched(library.ports.db, { libraryId: library.id })
  expect(folder).toMatchObject({ folder: 'box', files: [{ name: 'vid_1.mkv' }, { name: 'vid_2.mkv' }] })
  if (folder === undefined) return

  const { id: movieId } = await library.film('Sherlock Jr')
  expect(await matchFilesByHand(byHand(library), folder, { movieId })).toEqual({ movieId, files: 2 })
  await appendFile(join(library.folder.path, 'box/vid_1.mkv'), 'changed')
  await library.folder.write({ 'box/movie.nfo': '<movie><title>Another Film</title><year>1999</year></movie>' })
  await library.folder.age()
  await library.scan({ force: true })
  expect((await library.files()).map(({ film }) => film)).toEqual(['Sherlock Jr (1924)', 'Sherlock Jr (1924)', 'Sherlock Jr (1924)'])

  expect(await undoByHand(library.ports.db, folder, indexed(library))).toBe(2)
  expect((await library.files()).map(({ film, state }) => film ?? state)).toEqual(['Sherlock Jr (1924)', 'unmatched', 'unmatched'])
})

test('a film that nobody knows is made by title and year, and gone again when that is undone', async () => {
  await using library = await setupLibrary({ 'vid_1.mkv': 'a' })
  await library.scan()
  const [file] = await library.files()
  const choice = { fileIds: [file?.id ?? ''] }
  await matchFilesByHand(byHand(library), choice, { title: 'The Kid', year: 1921 })
  expect(await library.find('kid')).toEqual(['The Kid'])
  await undoByHand(library.ports.db, choice, indexed(library))
  expect(await library.films()).toEqual([])
  expect(await library.find('kid')).toEqual([])
})

test('ignored files leave the unmatched list, and no scan brings them back', async () => {
  await using library = await setupLibrary({ 'vid_1.mkv': 'a' })
  await library.scan()
  const [file] = await library.files()
  await ignoreFiles(library.ports.db, { fileIds: [file?.id ?? ''] }, indexed(library))
  expect(await library.scan({ force: true })).toMatchObject({ found: 1, unmatched: 0, ignored: 1 })
  expect(await listUnmatched(library.ports.db)).toEqual([])
})

test('a file that changes in place keeps its film, and an NFO with another id gives it another', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a' })
  await library.scan()
  const { id } = await library.film('A')
  await writeFile(join(library.folder.path, 'A (1950)/A (1950).mkv'), 'a longer cut')
  await library.folder.age()
  expect(await library.scan({ force: true })).toMatchObject({ updated: 1, added: 0 })
  expect((await library.film('A')).id).toBe(id)

  await library.folder.write({ 'A (1950)/movie.nfo': '<movie><title>A</title><year>1950</year><uniqueid type="tmdb">7</uniqueid></movie>' })
  await library.scan()
  expect((await library.film('A')).externalIds).toEqual([{ provider: 'tmdb', value: '7' }])
  await library.folder.write({
    'A (1950)/movie.nfo': '<movie><title>Other</title><year>1951</year><uniqueid type="tmdb">8</uniqueid></movie>',
  })
  await library.scan({ force: true })
  expect((await library.files())[0]?.film).toBe('Other (1951)')
  expect(await library.films()).toEqual(['Other (1951)'])
})

test('a scan limited to folders sees nothing else', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a', 'B (1951)/B (1951).mkv': 'b' })
  await library.scan()
  await library.folder.write({ 'A (1950)/A (1950) 720p.mkv': 'x', 'B (1951)/B (1951) 720p.mkv': 'y', 'C (1952)/C (1952).mkv': 'z' })
  await library.folder.age()
  const at = (name: string): string => join(library.folder.path, name)
  expect(await library.scan({ paths: [at('A (1950)')] })).toMatchObject({ found: 3, added: 1 })
  expect(await library.scan({ paths: [at('C (1952)/C (1952).mkv')] })).toMatchObject({ found: 4, added: 1 })
  await rm(at('B (1951)'), { recursive: true })
  expect(await library.scan({ paths: [at('B (1951)')] })).toMatchObject({ found: 3, missing: 1 })
  await rename(at('A (1950)'), at('A moved (1950)'))
  expect(await library.scan({ paths: [at('A moved (1950)')] })).toMatchObject({ found: 3, moved: 2, added: 0, missing: 1 })
  await expect(library.scan({ paths: ['/elsewhere'] })).rejects.toSatisfy(isPermanentError)
})

test('one file is matched as a scan would, and the next scan agrees', async () => {
  await using library = await setupLibrary({ 'A (1950)/A (1950).mkv': 'a' })
  await library.scan()
  await library.folder.write({ 'B (1951)/B (1951).mkv': 'b', 'vid_9.mkv': 'v', 'A (1950)/sample.mkv': 's' })
  await library.folder.age()
  expect(await matchOne(library, 'B (1951)/B (1951).mkv')).toMatchObject({ state: 'matched', match: { why: 'title and year in its name' } })
  expect(await matchOne(library, 'vid_9.mkv')).toMatchObject({ state: 'unmatched', movieId: null })
  expect(await matchOne(library, 'A (1950)/sample.mkv')).toMatchObject({ state: 'skipped', why: 'sample' })
  expect(await library.find('b')).toContain('B')
  expect(await library.scan()).toMatchObject({ found: 3, added: 0, moved: 0, matched: 2, unmatched: 1 })
})

test('matching a file that is not there, or outside of the library, fails for good', async () => {
  await using library = await setupLibrary({})
  await expect(matchOne(library, 'gone.mkv')).rejects.toSatisfy(isPermanentError)
  await expect(matchOne(library, '../outside.mkv')).rejects.toSatisfy(isPermanentError)
})

test('matching again forgets what the scan had said, and a renamed file can so become another film', async () => {
  await using library = await setupLibrary({ 'Wings (1927).mkv': 'a' })
  await library.scan()
  await rename(join(library.folder.path, 'Wings (1927).mkv'), join(library.folder.path, 'Seventh Heaven (1927).mkv'))
  expect(await library.scan()).toMatchObject({ moved: 1 })
  expect(await matchOne(library, 'Seventh Heaven (1927).mkv', true)).toMatchObject({ state: 'matched' })
  expect((await library.files()).map(({ film }) => film)).toEqual(['Seventh Heaven (1927)'])
})
