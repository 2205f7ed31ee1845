import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ignoreFiles, listUnmatched, storeCandidates, undoByHand, type CatalogDatabase, type ItemChange } from '@backlot/catalog'
import { recordInserts } from '@backlot/jobs/testing'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { indexFilms } from './import/index-films.ts'
import { matchFilesByHand } from './match/decide-by-hand.ts'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'

const byHand = (library: TestLibrary) => ({ ...library.ports, insert: recordInserts().insert })

const indexed =
  (library: TestLibrary) =>
  async (tx: Kysely<CatalogDatabase>, { itemIds }: ItemChange): Promise<void> =>
    await indexFilms(tx, byHand(library), itemIds)

const forty = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`Tapes/vid_${String(index).padStart(3, '0')}.avi`, `tape ${index}`]),
)

/** A folder of forty files that nobody can name, with a film among them. */
const setupTapes = async () => {
  const library = await setupLibrary({ ...forty, 'Tapes/Sunrise (1927).mkv': 'film' })
  await library.scan()
  const [folder] = await listUnmatched(library.ports.db, { libraryId: library.id })
  if (folder === undefined) throw new Error('Nothing is unmatched')
  const filmsOf = async () => Map.groupBy(await library.files(), ({ film, state }) => film ?? state)
  const counts = async () => Object.fromEntries([...(await filmsOf())].map(([film, files]) => [film, files.length]))
  return { library, folder, counts }
}

test('forty unmatched files are one folder in the list, and one decision; what was known beside them stays', async () => {
  const { library, folder, counts } = await setupTapes()
  await using _ = library
  expect(await listUnmatched(library.ports.db)).toHaveLength(1)
  expect(folder).toMatchObject({ folder: 'Tapes', files: expect.objectContaining({ length: 40 }) })
  const place = { rootId: folder.rootId, folder: folder.folder }
  expect(await matchFilesByHand(byHand(library), place, { title: 'Home Movies', year: 1988 })).toMatchObject({ files: 40 })
  expect(await counts()).toEqual({ 'Home Movies (1988)': 40, 'Sunrise (1927)': 1 })
  expect(await listUnmatched(library.ports.db)).toEqual([])

  expect(await undoByHand(library.ports.db, place, indexed(library))).toBe(40)
  expect(await counts()).toEqual({ unmatched: 40, 'Sunrise (1927)': 1 })
  expect(await library.films()).toEqual(['Sunrise (1927)'])

  expect(await ignoreFiles(library.ports.db, place, indexed(library))).toBe(40)
  expect(await library.scan({ force: true })).toMatchObject({ found: 41, matched: 1, ignored: 40, unmatched: 0 })
})

test('a folder of which everything is known can be decided anew as a whole', async () => {
  await using library = await setupLibrary({ 'Wrong (1950)/Wrong (1950) cd1.avi': 'a', 'Wrong (1950)/Wrong (1950) cd2.avi': 'b' })
  await library.scan()
  const { root_id: rootId } = await library.ports.db.selectFrom('backlot.files').select('root_id').limit(1).executeTakeFirstOrThrow()
  const folder = { rootId, folder: 'Wrong (1950)' }
  expect(await matchFilesByHand(byHand(library), folder, { title: 'Right', year: 1951 })).toMatchObject({ files: 2 })
  await library.scan({ force: true })
  expect((await library.files()).map(({ film }) => film)).toEqual(['Right (1951)', 'Right (1951)'])
  expect(await library.films()).toEqual(['Right (1951)'])
})

test('a match by hand lasts: through scans, a new NFO, a move, a rename, an absence and a changed file', async () => {
  const { library, folder } = await setupTapes()
  await using _ = library
  const [first] = folder.files
  const choice = { fileIds: [first?.id ?? ''] }
  await matchFilesByHand(byHand(library), choice, { title: 'The Kid', year: 1921 })
  const film = async (): Promise<string | null | undefined> => (await library.files()).find(({ id }) => id === first?.id)?.film
  const at = (name: string): string => join(library.folder.path, name)
  const scanned = async () => {
    await library.folder.age()
    await library.scan({ force: true })
    return await film()
  }
  await writeFile(at('Tapes/vid_000.nfo'), '<movie><title>Other</title><year>1950</year><uniqueid type="tmdb">9</uniqueid></movie>')
  expect(await scanned()).toBe('The Kid (1921)')
  await writeFile(at('Tapes/vid_000.avi'), 'a better copy of the tape')
  expect(await scanned()).toBe('The Kid (1921)')
  await mkdir(at('Sorted'))
  await rename(at('Tapes/vid_000.avi'), at('Sorted/Modern Times (1936).avi'))
  expect(await scanned()).toBe('The Kid (1921)')
  await rename(at('Sorted/Modern Times (1936).avi'), at('../away.avi'))
  expect(await scanned()).toBe('The Kid (1921)')
  await rename(at('../away.avi'), at('Sorted/Modern Times (1936).avi'))
  expect(await scanned()).toBe('The Kid (1921)')
  await rm(at('Tapes/vid_000.nfo'))
  expect(await undoByHand(library.ports.db, choice, indexed(library))).toBe(1)
  expect(await film()).toBeNull()
})

test('a candidate that only a provider has is chosen by its id: the film is made, and a refresh asks for the rest', async () => {
  await using library = await setupLibrary({ 'odd/vid_1.mkv': 'a', 'more/vid_2.mkv': 'b', 'other/vid_3.mkv': 'c' })
  await library.scan()
  const folders = Map.groupBy(await listUnmatched(library.ports.db), ({ folder }) => folder)
  const choose = async (folder: string, value: string) => {
    const files = folders.get(folder)?.[0]
    if (files === undefined) throw new Error(`${folder} is not unmatched`)
    const recorded = recordInserts()
    const matched = await matchFilesByHand({ ...library.ports, insert: recorded.insert }, files, {
      externalId: { provider: 'tmdb', value },
    })
    return {
      movieId: matched?.movieId,
      inserted: recorded.inserted.map(({ kind, args, inTransaction }) => ({ kind, args, inTransaction })),
    }
  }
  const fileId = folders.get('odd')?.[0]?.files[0]?.id ?? ''
  const candidate = { itemId: null, provider: 'tmdb', providerId: '19', title: 'Metropolis', year: 1927, confidence: 0.4 }
  await storeCandidates(library.ports.db, [{ fileId, candidates: [{ ...candidate, providerId: '20', title: 'Another' }, candidate] }])
  const { movieId, inserted } = await choose('odd', '19')
  expect(inserted).toEqual([{ kind: 'metadata_refresh_movie', args: { movieId }, inTransaction: true }])
  expect(await library.film('Metropolis')).toMatchObject({ year: 1927, externalIds: [{ provider: 'tmdb', value: '19' }] })
  // The second file of a film that is known by now joins it.
  expect(await choose('more', '19')).toEqual({ movieId, inserted: [] })
  // What is no candidate is called as its file until the refresh.
  await choose('other', '21')
  expect(await library.films()).toEqual(['Metropolis (1927)', 'vid 3'])
  await library.scan({ force: true })
  expect(await library.films()).toEqual(['Metropolis (1927)', 'vid 3'])
})
