import { mkdir, rename, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { listUnmatched, storeCandidates, undoByHand, type CatalogDatabase, type ItemChange } from '@backlot/catalog'
import { isPermanentError } from '@backlot/jobs'
import { perform, recordInserts, type Performed } from '@backlot/jobs/testing'
import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { matchTVShowFile } from './args.ts'
import { indexSeries } from './import/index-series.ts'
import { matchSeriesByHand } from './match/decide-by-hand.ts'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'
import { matchTVShowFileWorker, type MatchTVShowFileResult } from './workers/match-tvshow-file.ts'

const byHand = (library: TestLibrary) => ({ ...library.ports, insert: recordInserts().insert })

const indexed =
  (library: TestLibrary) =>
  async (tx: Kysely<CatalogDatabase>, { itemIds, episodeIds, removed }: ItemChange): Promise<void> =>
    await indexSeries(tx, byHand(library), { seriesIds: itemIds, seasonIds: [], episodeIds, removed })

const matchOne = async (library: TestLibrary, name: string, args: object = {}) =>
  (
    await perform(
      matchTVShowFileWorker(library.ports),
      matchTVShowFile({ path: join(library.folder.path, name), libraryId: library.id, ...args }),
    )
  ).result as MatchTVShowFileResult

const forty = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`odd/nobody.knows.E${String(index + 1).padStart(2, '0')}.mkv`, `content ${index}`]),
)

test('forty unmatched files are matched by one decision, which wins for ever and can be undone', async () => {
  await using library = await setupLibrary(forty)
  expect(await library.scan()).toMatchObject({ unmatched: 40 })
  const [folder] = await listUnmatched(library.ports.db, { libraryId: library.id })
  expect(folder).toMatchObject({ folder: 'odd', files: expect.objectContaining({ length: 40 }) })
  if (folder === undefined) return

  const series = { title: 'The Lighthouse', year: 2001 }
  expect(await matchSeriesByHand(byHand(library), folder, { series, episodes: { season: 3 } })).toMatchObject({ files: 40, undecided: 0 })
  expect((await library.held())[39]).toBe('odd/nobody.knows.E40.mkv: The Lighthouse (2001) S03E40')
  expect(await library.search('lighthouse s03e40', 'episodes')).toContain('The Lighthouse S03E40')
  expect(await listUnmatched(library.ports.db)).toEqual([])
  const chosen = await library.held()
  expect(await library.scan({ force: true })).toMatchObject({ matched: 40 })
  expect(await library.held()).toEqual(chosen)

  // What joins them later is of the same series.
  await library.folder.write({ 'odd/nobody.knows.S03E41.mkv': 'new' })
  await library.folder.age()
  await library.scan()
  expect(await library.held()).toContain('odd/nobody.knows.S03E41.mkv: The Lighthouse (2001) S03E41')

  expect(await undoByHand(library.ports.db, folder, indexed(library))).toBe(40)
  expect(await library.scan()).toMatchObject({ matched: 1, unmatched: 40 })
})

test('a match by hand lasts: through scans, a move, a rename, an NFO and an absence', async () => {
  await using library = await setupLibrary({ 'odd/clip a.mkv': 'a', 'odd/clip b.mkv': 'b' })
  await library.scan()
  const [folder] = await listUnmatched(library.ports.db)
  if (folder === undefined) throw new Error('Nothing is unmatched')
  await matchSeriesByHand(byHand(library), folder, { series: { title: 'Clips' }, episodes: { season: 1, episodes: [7, 8] } })
  const at = (name: string): string => join(library.folder.path, name)
  const held = async () => {
    await library.scan({ force: true })
    return (await library.held()).map((line) => line.replace(/^.*: /, '')).toSorted()
  }
  const chosen = ['Clips S01E07', 'Clips S01E08']
  await mkdir(at('Other (1999)/Season 3'), { recursive: true })
  await rename(at('odd/clip a.mkv'), at('Other (1999)/Season 3/Other S03E01.mkv'))
  expect(await held()).toEqual(chosen)
  const nfo = '<episodedetails><title>No</title><season>5</season><episode>5</episode></episodedetails>'
  await library.folder.write({ 'Other (1999)/Season 3/Other S03E01.nfo': nfo, 'odd/tvshow.nfo': '<tvshow><title>No</title></tvshow>' })
  expect(await held()).toEqual(chosen)
  await rename(at('Other (1999)/Season 3/Other S03E01.mkv'), at('../away.mkv'))
  expect(await held()).toEqual(chosen.slice(1))
  await rename(at('../away.mkv'), at('Other (1999)/Season 3/Other S03E01.mkv'))
  expect(await held()).toEqual(chosen)
})

test('episodes are named one by one in the order of names, or all for one file; what nothing says stays as it was', async () => {
  await using library = await setupLibrary({ 'odd/clip a.mkv': 'a', 'odd/clip b.mkv': 'b', 'odd/more/clip c.mkv': 'c' })
  await library.scan()
  const { db } = library.ports
  const { root_id: rootId } = await db.selectFrom('backlot.files').select('root_id').executeTakeFirstOrThrow()
  const series = { title: 'Clips' }
  expect(await matchSeriesByHand(byHand(library), { rootId, folder: 'odd' }, { series })).toMatchObject({ files: 0, undecided: 2 })
  await matchSeriesByHand(byHand(library), { rootId, folder: 'odd' }, { series, episodes: { season: 1, episodes: [7, 8] } })
  await matchSeriesByHand(byHand(library), { rootId, folder: 'odd/more' }, { series, episodes: { episodes: [1, 2] } })
  expect(await library.held()).toEqual([
    'odd/clip a.mkv: Clips S01E07',
    'odd/clip b.mkv: Clips S01E08',
    'odd/more/clip c.mkv: Clips S01E01+S01E02',
  ])
  const wrong = matchSeriesByHand(byHand(library), { rootId, folder: 'odd' }, { series, episodes: { episodes: [1, 2, 3] } })
  await expect(wrong).rejects.toThrow('cannot hold 3 episodes one by one')
})

test('what a person matched to a wrong series can be given to the right one, and the wrong one goes', async () => {
  await using library = await setupLibrary({ 'odd/x.E01.mkv': 'a' })
  await library.scan()
  const [folder] = await listUnmatched(library.ports.db)
  if (folder === undefined) throw new Error('Nothing is unmatched')
  await matchSeriesByHand(byHand(library), folder, { series: { title: 'Wrong' } })
  await matchSeriesByHand(byHand(library), folder, { series: { title: 'Right' } })
  expect(await library.series()).toEqual(['Right'])
  expect(await library.search('wrong')).toEqual([])
  const unknown = { seriesId: '00000000-0000-4000-8000-000000000001' }
  expect(await matchSeriesByHand(byHand(library), folder, { series: unknown })).toBeUndefined()
})

test('one file is matched as a scan would, and the next scan agrees', async () => {
  await using library = await setupLibrary({ 'Show/Season 1/S01E01.mkv': 'a' })
  await library.scan()
  await library.folder.write({ 'Show/Season 1/S01E02-E03.mkv': 'b', 'Show/Season 1/clip.mkv': 'c' })
  await library.folder.age()
  expect(await matchOne(library, 'Show/Season 1/S01E02-E03.mkv')).toMatchObject({
    state: 'matched',
    episodeIds: [{}, {}].map(() => expect.any(String)),
  })
  expect(await matchOne(library, 'Show/Season 1/clip.mkv')).toMatchObject({ state: 'unmatched', candidates: [{ title: 'Show' }] })
  expect(await library.search('show s01e03', 'episodes')).toContain('Show S01E03')
  expect(await library.scan()).toMatchObject({ found: 3, matched: 2, added: 0 })
})

test('a file can be matched to episodes that are named, and no scan changes that', async () => {
  await using library = await setupLibrary({ 'Show/Season 1/S01E01.mkv': 'a', 'Show/Season 1/S01E02.mkv': 'b' })
  await library.scan()
  const second = (await library.find('Show')).seasons[0]?.episodes[1]?.id ?? ''
  expect(await matchOne(library, 'Show/Season 1/S01E01.mkv', { episodeIds: [second] })).toMatchObject({
    match: { by: 'manual' },
    episodeIds: [second],
  })
  await library.scan({ force: true })
  expect(await library.held()).toEqual(['Show/Season 1/S01E01.mkv: Show S01E02', 'Show/Season 1/S01E02.mkv: Show S01E02'])
  const unknown = { episodeIds: ['00000000-0000-4000-8000-000000000001'] }
  await expect(matchOne(library, 'Show/Season 1/S01E02.mkv', unknown)).rejects.toSatisfy(isPermanentError)
})

test('with autoCreate off a file of an unknown series stays unmatched; a path that is not there fails for good', async () => {
  await using library = await setupLibrary({ 'Show (2001)/S01E01.mkv': 'a', 'Show (2001)/notes.txt': '' })
  expect(await matchOne(library, 'Show (2001)/S01E01.mkv', { autoCreate: false })).toMatchObject({ state: 'unmatched', seriesId: null })
  expect(await matchOne(library, 'Show (2001)/S01E01.mkv')).toMatchObject({ state: 'matched' })
  expect(await matchOne(library, 'Show (2001)/notes.txt')).toMatchObject({ state: 'skipped' })
  for (const path of ['gone.mkv', '../elsewhere.mkv']) await expect(matchOne(library, path)).rejects.toSatisfy(isPermanentError)
})

test('a provider is asked about a series that nothing here knows; its id makes the series, and a refresh follows', async () => {
  const found = [{ id: '7', title: 'Nobody Knows', year: 2001 }]
  const provider = {
    name: 'tmdb',
    check: async () => await Promise.resolve(),
    searchSeries: async ({ title }: { title: string }) =>
      await Promise.resolve(title === 'Vague' ? [...found, { id: '8', title: 'Vague Show' }] : found),
    series: async (id: string) => await Promise.resolve({ changed: false as const, id }),
  }
  await using library = await setupLibrary(
    { 'Nobody.Knows.S01E01.mkv': 'a', 'Vague.S01E01.mkv': 'b' },
    { online: { providers: [provider], languages: ['en'] } },
  )
  await library.scan()
  expect(await library.held()).toEqual(['Nobody.Knows.S01E01.mkv: ?', 'Vague.S01E01.mkv: ?'])
  const path = join(library.folder.path, 'Nobody.Knows.S01E01.mkv')
  const { result, inserted } = await perform(matchTVShowFileWorker(library.ports), matchTVShowFile({ path, libraryId: library.id }))
  expect(result).toMatchObject({ state: 'matched', match: { why: 'title at tmdb' } })
  expect(inserted).toMatchObject([{ kind: 'metadata_refresh_tvshow', inTransaction: true }])
  expect((await library.find('Nobody Knows')).externalIds).toEqual([{ provider: 'tmdb', value: '7' }])
  const vague = await matchOne(library, 'Vague.S01E01.mkv')
  expect(vague).toMatchObject({
    state: 'unmatched',
    candidates: expect.arrayContaining([expect.objectContaining({ provider: 'tmdb', providerId: '8' })]),
  })
  const { rows: asked } = await sql`
    select f.name from backlot.asked_files a join backlot.files f on f.id = a.file_id where a.providers = '{tmdb}' order by f.name`.execute(
    library.ports.db,
  )
  expect(asked).toEqual([{ name: 'Nobody.Knows.S01E01.mkv' }, { name: 'Vague.S01E01.mkv' }])
})

test('a scan has a provider asked about the first new file of each series that it does not recognise; the others follow it', async () => {
  const provider = {
    name: 'tmdb',
    check: async () => await Promise.resolve(),
    searchSeries: async () => await Promise.resolve([{ id: '7', title: 'Nobody Knows', year: 2001 }]),
    series: async (id: string) => await Promise.resolve({ changed: false as const, id }),
  }
  const files = { 'Nobody.Knows.S01E01.mkv': 'a', 'Nobody.Knows.S01E02.mkv': 'b', 'Nobody.Knows.S01E03.mkv': 'c', 'clip.mkv': 'd' }
  await using library = await setupLibrary(files, { online: { providers: [provider], languages: ['en'] } })
  const matches = ({ inserted }: Performed) =>
    inserted
      .filter(({ kind }) => kind === matchTVShowFile.kind)
      .map(({ args, inTransaction }) => [basename((args as { path: string }).path), inTransaction])
  expect(matches(await library.perform({ autoCreate: false }))).toEqual([])
  await library.folder.write({ 'Unheard.Of.S01E01.mkv': 'e' })
  await utimes(join(library.folder.path, 'Unheard.Of.S01E01.mkv'), new Date(0), new Date(0))
  // What has not changed is not asked about again.
  expect(matches(await library.perform({ force: true }))).toEqual([['Unheard.Of.S01E01.mkv', true]])

  await using another = await setupLibrary(files, { online: { providers: [provider], languages: ['en'] } })
  expect(matches(await another.perform())).toEqual([['Nobody.Knows.S01E01.mkv', true]])
  const path = join(another.folder.path, 'Nobody.Knows.S01E01.mkv')
  const first = await perform(matchTVShowFileWorker(another.ports), matchTVShowFile({ path, libraryId: another.id }))
  expect(matches(first)).toEqual([
    ['Nobody.Knows.S01E02.mkv', true],
    ['Nobody.Knows.S01E03.mkv', true],
  ])
  expect(await matchOne(another, 'Nobody.Knows.S01E02.mkv')).toMatchObject({ state: 'matched', seriesId: expect.any(String) })
})

test('a candidate that only a provider has is chosen by its id: the series is made, and a refresh asks for the rest', async () => {
  await using library = await setupLibrary({ 'odd/x.E01.mkv': 'a', 'odd/x.E02.mkv': 'b' })
  await library.scan()
  const [folder] = await listUnmatched(library.ports.db)
  if (folder === undefined) throw new Error('Nothing is unmatched')
  const candidate = { itemId: null, provider: 'tmdb', providerId: '7', title: 'The Lighthouse', year: 2001, confidence: 0.4 }
  await storeCandidates(library.ports.db, [{ fileId: folder.files[1]?.id ?? '', candidates: [candidate] }])
  const { insert, inserted } = recordInserts()
  const series = { externalId: { provider: 'tmdb', value: '7' } }
  const matched = await matchSeriesByHand({ ...library.ports, insert }, folder, { series })
  expect(matched).toMatchObject({ files: 2, undecided: 0 })
  expect(inserted).toMatchObject([{ kind: 'metadata_refresh_tvshow', inTransaction: true, args: { seriesId: matched?.seriesId } }])
  expect(await library.find('The Lighthouse')).toMatchObject({ year: 2001, externalIds: [{ provider: 'tmdb', value: '7' }] })
  expect(await library.held()).toEqual(['odd/x.E01.mkv: The Lighthouse (2001) S01E01', 'odd/x.E02.mkv: The Lighthouse (2001) S01E02'])
})
