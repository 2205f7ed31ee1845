import { migrate } from '@backlot/jobs'
import { openTestDatabase } from '@backlot/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { CatalogDatabase } from '../catalog-database.ts'
import { catalogMigrations } from '../catalog-migrations.ts'
import { matchByHand, undoByHand } from '../files/match-by-hand.ts'
import { writeFiles, type FileToWrite } from '../files/write-files.ts'
import { removeItemsWithoutFiles } from '../items/remove-items.ts'
import { mergeEpisodes, removeEpisodesWithoutFiles } from './episode-files.ts'
import { findSeries } from './find-series.ts'
import { listEpisodes } from './list-episodes.ts'
import { listSeries } from './list-series.ts'
import { episodeDocuments, seasonDocuments, seriesDocuments } from './series-documents.ts'
import { findEpisodes } from './stored-series.ts'
import { writeEpisodes, type EpisodeToWrite } from './write-episodes.ts'
import { writeSeasons } from './write-seasons.ts'
import { writeSeries, type SeriesToWrite } from './write-series.ts'

const id = (number: number): string => `00000000-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`
const known = { replaces: false, knownFrom: 'name', lockedFields: [], provenance: {}, externalIds: [], artwork: {} } as const

const series = (number: number, title: string, overrides: Partial<SeriesToWrite> = {}): SeriesToWrite => ({
  ...known,
  lockedFields: [],
  externalIds: [],
  id: id(number),
  title,
  sortTitle: title.toLowerCase(),
  ratings: [],
  countries: [],
  studios: [],
  networks: [],
  tags: [],
  titles: [{ title, normalized: title.toLowerCase() }],
  credits: [],
  ...overrides,
})

const episode = (number: number, overrides: Partial<EpisodeToWrite>): EpisodeToWrite => ({
  ...known,
  lockedFields: [],
  externalIds: [],
  id: id(number),
  seriesId: id(1),
  ratings: [],
  credits: [],
  ...overrides,
})

const libraryId = id(99)

const setup = async () => {
  const database = await openTestDatabase<CatalogDatabase>({
    template: 'catalog',
    prepare: async (url) => void (await migrate(url, [catalogMigrations])),
  })
  const { db } = database
  await sql`insert into backlot.libraries (id, name, type) values (${libraryId}, 'TV', 'tvshow')`.execute(db)
  const { rows } = await sql<{
    id: string
  }>`insert into backlot.library_roots (library_id, path) values (${libraryId}, '/tv') returning id`.execute(db)
  const rootId = rows[0]?.id ?? ''
  const file = (name: string, episodeIds: string[]): FileToWrite => ({
    rootId,
    folder: 'Show',
    name,
    itemFolder: 'Show',
    size: 1,
    mtimeNs: '1',
    device: '1',
    inode: name,
    fingerprint: null,
    role: 'feature',
    extraType: null,
    part: null,
    edition: null,
    version: null,
    facts: { resolution: '1080p' },
    itemId: id(1),
    match: null,
    state: 'matched',
    episodeIds,
  })
  return {
    db,
    file,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
    },
  }
}

test('a series has seasons, episodes and the files that hold them: several episodes in one, one in several', async () => {
  await using at = await setup()
  await writeSeries(at.db, [series(1, 'Show', { networks: ['One'], genres: ['Drama'] })])
  await writeSeasons(at.db, [{ ...known, lockedFields: [], externalIds: [], id: id(2), seriesId: id(1), number: 1 }])
  await writeEpisodes(at.db, [
    episode(3, {
      seasonId: id(2),
      seasonNumber: 1,
      number: 1,
      title: 'First',
      credits: [{ kind: 'guest', name: 'Ada', knownBy: 'name:ada', role: '' }],
    }),
    episode(4, { seasonId: id(2), seasonNumber: 1, number: 2 }),
    episode(5, { aired: '2024-05-01' }),
  ])
  await writeFiles(at.db, libraryId, [at.file('both.mkv', [id(3), id(4)]), at.file('first.mkv', [id(3)]), at.file('day.mkv', [id(5)])])
  expect(await findSeries(at.db, id(1))).toMatchObject({
    title: 'Show',
    networks: ['One'],
    genres: ['Drama'],
    seasons: [{ number: 1, episodes: 2, episodesWithFile: 2 }],
    unnumbered: 1,
  })
  const ofFirst = [
    { number: 1, title: 'First', files: [{ path: '/tv/Show/both.mkv' }, { path: '/tv/Show/first.mkv' }] },
    { number: 2, files: [{ path: '/tv/Show/both.mkv' }] },
  ]
  const ofNone = [{ aired: '2024-05-01', files: [{ path: '/tv/Show/day.mkv' }] }]
  expect(await listEpisodes(at.db, { seriesId: id(1) })).toMatchObject({ episodes: [...ofFirst, ...ofNone], next: undefined })
  expect((await listEpisodes(at.db, { seriesId: id(1), season: 1 })).episodes).toMatchObject(ofFirst)
  expect((await listEpisodes(at.db, { seriesId: id(1), season: 'none' })).episodes).toMatchObject(ofNone)
  expect(await listSeries(at.db)).toMatchObject({
    series: [{ title: 'Show', seasons: 1, episodes: 3, episodesWithFile: 3, hasFile: true }],
  })
  expect(await seriesDocuments(at.db, [id(1), id(9)])).toMatchObject([{ title: 'Show', hasFile: true, libraryIds: [libraryId] }])
  expect(await seasonDocuments(at.db, [id(2)])).toMatchObject([{ title: 'Show Season 1', parentId: id(1) }])
  expect(await episodeDocuments(at.db, [id(3), id(4), id(5)])).toMatchObject([
    { title: 'First', titles: ['Show S01E01'], people: ['Ada'], resolution: '1080p', parentId: id(2) },
    { title: 'Show S01E02', titles: [], parentId: id(2) },
    { title: 'Show 2024-05-01', year: 2024, parentId: id(1) },
  ])
})

test('episodes are found by their numbers, their absolute number, their day, and their files', async () => {
  await using at = await setup()
  await writeSeries(at.db, [series(1, 'Show'), series(6, 'Other')])
  await writeEpisodes(at.db, [
    episode(3, { seasonNumber: 1, number: 1, absoluteNumber: 7 }),
    episode(4, { aired: '2024-05-01' }),
    episode(5, { seasonNumber: 2, number: 1 }),
  ])
  await writeFiles(at.db, libraryId, [at.file('a.mkv', [id(5)])])
  const { id: fileId } = await at.db.selectFrom('backlot.files').select('id').executeTakeFirstOrThrow()
  const found = async (clue: object, fileIds: string[] = []) =>
    (await findEpisodes(at.db, { clues: [{ seriesId: id(1), ...clue }], fileIds })).map((one) => one.id)
  expect(await found({ season: 1, number: 1 })).toEqual([id(3)])
  expect(await found({ absolute: 7 })).toEqual([id(3)])
  expect(await found({ aired: '2024-05-01' })).toEqual([id(4)])
  expect(await found({ seriesId: id(6), season: 1, number: 1 })).toEqual([])
  expect(await found({}, [fileId])).toEqual([id(5)])
})

test('two rows that mean one episode become one with the files of both', async () => {
  await using at = await setup()
  await writeSeries(at.db, [series(1, 'Show')])
  await writeEpisodes(at.db, [episode(3, { seasonNumber: 1, number: 7 }), episode(4, { absoluteNumber: 7 })])
  await writeFiles(at.db, libraryId, [at.file('a.mkv', [id(3), id(4)]), at.file('b.mkv', [id(4)])])
  await mergeEpisodes(at.db, [{ from: id(4), into: id(3) }])
  const { rows } = await sql`select episode_id, count(*)::integer as files from backlot.episode_files group by 1`.execute(at.db)
  expect(rows).toEqual([{ episode_id: id(3), files: 2 }])
})

test('what a person chose takes a file from its episodes, and taking it back gives them back', async () => {
  await using at = await setup()
  await writeSeries(at.db, [series(1, 'Show'), series(6, 'Other')])
  await writeEpisodes(at.db, [episode(3, { seasonNumber: 1, number: 1 })])
  await writeFiles(at.db, libraryId, [at.file('a.mkv', [id(3)])])
  const { id: fileId } = await at.db.selectFrom('backlot.files').select('id').executeTakeFirstOrThrow()
  const choice = { fileIds: [fileId] }
  expect(await matchByHand(at.db, choice, id(6))).toEqual({ files: 1, itemIds: [id(6), id(1)], episodeIds: [id(3)] })
  expect(await at.db.selectFrom('backlot.episode_files').selectAll().execute()).toEqual([])
  const changes: object[] = []
  expect(await undoByHand(at.db, choice, async (_, change) => await Promise.resolve(void changes.push(change)))).toBe(1)
  expect(changes).toEqual([{ itemIds: [id(1), id(6)], episodeIds: [id(3)], removed: [{ id: id(6), type: 'series' }] }])
  expect(await at.db.selectFrom('backlot.episode_files').selectAll().execute()).toMatchObject([{ episode_id: id(3) }])
})

test('what has no file goes: episodes that no provider knows, empty seasons, and a series with all that it had', async () => {
  await using at = await setup()
  await writeSeries(at.db, [series(1, 'Show')])
  await writeSeasons(
    at.db,
    [2, 8].map((number) => ({ ...known, lockedFields: [], externalIds: [], id: id(number), seriesId: id(1), number })),
  )
  await writeEpisodes(at.db, [
    episode(3, { seasonId: id(2), seasonNumber: 2, number: 1 }),
    episode(4, { seasonId: id(2), seasonNumber: 2, number: 2, knownFrom: 'provider' }),
    episode(5, { seasonId: id(8), seasonNumber: 8, number: 1 }),
  ])
  expect((await removeEpisodesWithoutFiles(at.db, [id(1)])).map((removed) => removed.id).toSorted()).toEqual([id(3), id(5), id(8)])
  expect((await removeItemsWithoutFiles(at.db, [id(1)])).map(({ type }) => type)).toEqual(['series', 'season', 'episode'])
  for (const table of ['items', 'series', 'seasons', 'episodes'] as const)
    expect(await at.db.selectFrom(`backlot.${table}`).selectAll().execute()).toEqual([])
})

test('episodes are read a page at a time, in their order, each once', async () => {
  await using at = await setup()
  await writeSeries(at.db, [series(1, 'Show')])
  await writeSeasons(at.db, [{ ...known, lockedFields: [], externalIds: [], id: id(2), seriesId: id(1), number: 1 }])
  const numbered = Array.from({ length: 7 }, (_, index) => episode(10 + index, { seasonId: id(2), seasonNumber: 1, number: 7 - index }))
  const half = episode(20, { seasonId: id(2), seasonNumber: 1, number: 3.5 })
  const counted = [episode(30, { absoluteNumber: 1071 }), episode(31, { absoluteNumber: 9 })]
  const dated = [episode(40, { aired: '2024-05-02' }), episode(41, { aired: '2024-05-01' })]
  await writeEpisodes(at.db, [...dated, ...counted, half, ...numbered])
  const read: unknown[] = []
  let after: string | undefined
  do {
    const page = await listEpisodes(at.db, { seriesId: id(1), after, limit: 3 })
    expect(page.episodes.length).toBeLessThanOrEqual(3)
    read.push(...page.episodes.map(({ number, absoluteNumber, aired }) => number ?? absoluteNumber ?? aired))
    after = page.next
  } while (after !== undefined)
  expect(read).toEqual([1, 2, 3, 3.5, 4, 5, 6, 7, 9, 1071, '2024-05-01', '2024-05-02'])
})
