import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setupLibrary } from './testing/test-library.ts'

const season = (count: number, series = 'Show'): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${series}/Season 1/${series} S01E${index + 1}.mkv`, `${series} content of ${index}`]),
  )

test('an episode whose file is gone is missing, and found again when it is back', async () => {
  await using library = await setupLibrary(season(3))
  await library.scan()
  const before = await library.files()
  const [here, away] = [join(library.folder.path, 'Show/Season 1/Show S01E2.mkv'), join(library.folder.path, '..', 'away-tv.mkv')]
  await rename(here, away)
  expect(await library.scan()).toMatchObject({ found: 2, missing: 1, gone: 1 })
  await rename(away, here)
  expect(await library.scan()).toMatchObject({ found: 3, missing: 0, updated: 1 })
  expect(await library.files()).toEqual(before)
})

test('what is missing for longer than the grace is removed: its episode, then its season, then its series', async () => {
  await using library = await setupLibrary({ ...season(1), 'Show/Season 2/Show S02E01.mkv': 'x', ...season(1, 'Second') })
  await library.scan()
  const { db } = library.ports
  const expire = async (): Promise<void> => {
    await db
      .updateTable('backlot.files')
      .set({ missing_since: new Date(Date.now() - 8 * 86_400_000) })
      .where('missing_since', 'is not', null)
      .execute()
  }
  await rm(join(library.folder.path, 'Show/Season 2'), { recursive: true })
  await library.scan()
  await expire()
  await library.scan()
  expect((await library.find('Show')).seasons.map(({ number }) => number)).toEqual([1])
  expect(await library.search('show s02e01', 'episodes')).not.toContain('Show S02E01')
  await rm(join(library.folder.path, 'Show'), { recursive: true })
  await library.scan()
  await expire()
  await library.scan()
  expect(await library.series()).toEqual(['Second'])
  expect(await db.selectFrom('backlot.items').select('type').orderBy('type').execute()).toEqual([
    { type: 'episode' },
    { type: 'season' },
    { type: 'series' },
  ])
  expect(await library.search('show')).toEqual([])
})

test('moved and renamed files keep their rows, their series and their episodes', async () => {
  await using library = await setupLibrary(season(2))
  await library.scan()
  const ids = (await library.files()).map(({ id }) => id).toSorted()
  await rename(join(library.folder.path, 'Show'), join(library.folder.path, 'Show (renamed)'))
  await rename(
    join(library.folder.path, 'Show (renamed)/Season 1/Show S01E1.mkv'),
    join(library.folder.path, 'Show (renamed)/Season 1/S01E01 720p.mkv'),
  )
  expect(await library.scan()).toMatchObject({ found: 2, moved: 2, added: 0, missing: 0, gone: 0 })
  expect((await library.files()).map(({ id }) => id).toSorted()).toEqual(ids)
  expect(await library.held()).toEqual([
    'Show (renamed)/Season 1/S01E01 720p.mkv: Show S01E01',
    'Show (renamed)/Season 1/Show S01E2.mkv: Show S01E02',
  ])
})

test('a file that is named anew as another episode is that one, and its old one is gone', async () => {
  await using library = await setupLibrary(season(1))
  await library.scan()
  await rename(join(library.folder.path, 'Show/Season 1/Show S01E1.mkv'), join(library.folder.path, 'Show/Season 1/Show S01E09.mkv'))
  await library.scan()
  expect((await library.find('Show')).seasons[0]?.episodes.map(({ number }) => number)).toEqual([9])
  expect(await library.search('show s01e01', 'episodes')).not.toContain('Show S01E01')
})

test('a root that is renamed away is offline, and nothing is lost', async () => {
  await using library = await setupLibrary(season(5))
  await library.scan()
  await rename(library.folder.path, `${library.folder.path}-away`)
  expect(await library.scan()).toMatchObject({ found: 5, missing: 0, problems: 1 })
  await rename(`${library.folder.path}-away`, library.folder.path)
  expect(await library.scan()).toMatchObject({ found: 5, missing: 0, problems: 0, added: 0 })
})

test('a better file in the place of another keeps the episode, whatever it is called', async () => {
  await using library = await setupLibrary({ 'Show/Season 1/Show S01E01 720p.mkv': 'a', 'Show/Season 1/Show S01E02.mkv': 'b' })
  await library.scan()
  const episodes = async () => (await library.find('Show')).seasons[0]?.episodes.map(({ id, files }) => [id, files.length])
  const before = await episodes()
  await rm(join(library.folder.path, 'Show/Season 1/Show S01E01 720p.mkv'))
  await library.folder.write({ 'Show/Season 1/Show S01E01 Title 1080p BluRay.mkv': 'another, better copy' })
  await library.folder.write({ 'Show/Season 1/Show S01E02.mkv': 'in place, better too' })
  expect(await library.scan({ force: true })).toMatchObject({ added: 1, updated: 1, gone: 1 })
  // The old file of the first waits for its grace.
  expect(await episodes()).toEqual([
    [before?.[0]?.[0], 2],
    [before?.[1]?.[0], 1],
  ])
})

test('too many episodes gone at once are not written until it is allowed', async () => {
  await using library = await setupLibrary({ ...season(60), ...season(10, 'Second') })
  await library.scan()
  await rm(join(library.folder.path, 'Show'), { recursive: true })
  expect(await library.scan()).toMatchObject({ found: 70, missing: 0, gone: 0, problems: 1 })
  expect(await library.search('show s01e01', 'episodes')).toContain('Show S01E01')
  expect(await library.scan({ allowMassRemoval: true })).toMatchObject({ found: 10, missing: 60, gone: 60, problems: 0 })
})
