import { randomUUID } from 'node:crypto'
import { managersOfItem, writeEpisodes, writeSeasons, writeSeries } from '@backlot/catalog'
import { expect, test } from 'vitest'
import { setupArr, withSonarr, type TestArr } from '../testing/test-arr.ts'

test('a full sync stores series, seasons, episodes and files, with four requests and one for each series', async () => {
  await using arr = await setupArr()
  await using sonarr = await withSonarr(arr, { series: 5, seasons: 2, episodesOfSeason: 3 })
  const { result, inserted } = await sonarr.sync()
  expect(result).toMatchObject({ counts: { found: 5, added: 5, files: 30, unchanged: 0 } })
  expect(sonarr.requests.count()).toBe(9)
  expect(sonarr.requests.count('GET /api/v3/episode')).toBe(5)
  const series = await arr.series('The Crimson Orchard of Ash Files')
  expect(series).toMatchObject({
    networks: ['Made Up Television'],
    status: 'continuing',
    externalIds: expect.arrayContaining([
      { provider: 'tvdb', value: '800001' },
      { provider: 'tvmaze', value: '60001' },
    ]),
  })
  expect(series.seasons.map(({ number }) => number)).toEqual([1, 2])
  expect((await arr.episodeFiles()).slice(0, 3)).toEqual([
    expect.stringMatching(/S01E01 .*: S1E1$/),
    expect.stringMatching(/S01E02 .*: S1E2$/),
    expect.stringMatching(/S01E03 .*: S1E3$/),
  ])
  expect(await arr.find('crimson orchard files')).toEqual(['The Crimson Orchard of Ash Files'])
  expect(inserted.at(-1)).toMatchObject({ kind: 'notification', args: { event: { type: 'sync.done' } } })

  sonarr.requests.clear()
  expect((await sonarr.sync()).result).toMatchObject({ counts: { unchanged: 5, added: 0, updated: 0 } })
  expect(sonarr.requests.count()).toBe(9)
})

test('a file of several episodes is one file that holds them all', async () => {
  await using arr = await setupArr()
  await using sonarr = await withSonarr(arr)
  const { id } = await sonarr.add({ title: 'Doubles', seasons: 1, episodesOfSeason: 4 })
  await sonarr.importFile(id, { season: 1, episodes: [1, 2] }, { relativePath: 'Season 01/a.mkv' })
  await sonarr.importFile(id, { season: 1, episodes: [3] }, { relativePath: 'Season 01/b.mkv' })
  await sonarr.sync()
  expect(await arr.episodeFiles()).toEqual(['a.mkv: S1E1 S1E2', 'b.mkv: S1E3'])
})

test('downloads, upgrades, renames and deletions of one series come with a sync of it', async () => {
  await using arr = await setupArr()
  await using sonarr = await withSonarr(arr)
  const { id } = await sonarr.add({ title: 'Changes', seasons: 1, episodesOfSeason: 3 })
  await sonarr.sync()
  const one = await sonarr.importFile(id, { season: 1, episodes: [1] }, { relativePath: 'Season 01/one.mkv' })
  await sonarr.importFile(id, { season: 1, episodes: [2] }, { relativePath: 'Season 01/two.mkv' })
  const added = await sonarr.sync({ operation: 'single', sonarrSeriesId: id })
  expect(await arr.episodeFiles()).toEqual(['one.mkv: S1E1', 'two.mkv: S1E2'])
  const events = added.inserted
    .filter(({ kind }) => kind === 'notification')
    .map(({ args }) => (args as { event: { type: string; data: object } }).event)
  expect(events).toMatchObject([{ type: 'series.available' }, { type: 'episode.available', data: { season: 1, count: 2 } }])

  const better = await sonarr.importFile(id, { season: 1, episodes: [1] }, { relativePath: 'Season 01/one better.mkv', content: 'better' })
  const upgraded = await sonarr.sync({ operation: 'single', sonarrSeriesId: id })
  expect(await arr.episodeFiles()).toEqual(['one better.mkv: S1E1', 'one.mkv: S1E1 missing', 'two.mkv: S1E2'])
  // An upgrade is no news of an episode.
  expect(upgraded.inserted.filter(({ kind }) => kind === 'notification')).toEqual([])
  expect(one.id).not.toBe(better.id)

  await sonarr.renameFile(id, better.id, 'Season 01/renamed.mkv')
  await sonarr.deleteFile(id, 2)
  await sonarr.sync({ operation: 'incremental' })
  expect(await arr.episodeFiles()).toEqual(['one.mkv: S1E1 missing', 'renamed.mkv: S1E1', 'two.mkv: S1E2 missing'])
  // What is back can be played again, whichever sync finds it: the post about it may have been lost.
  await sonarr.importFile(id, { season: 1, episodes: [2] }, { relativePath: 'Season 01/two.mkv' })
  const back = await sonarr.sync({ operation: 'incremental' })
  expect(back.inserted.map(({ args }) => (args as { event?: { type: string } }).event?.type)).toContain('episode.available')
  await sonarr.deleteSeries(id)
  await sonarr.sync()
  expect((await arr.episodeFiles()).every((file) => file.endsWith('missing'))).toBe(true)
  expect(await arr.managed()).toEqual([])
})

test('episodes that a scan knew only by their day or their absolute number get their numbers and stay the same', async () => {
  await using arr = await setupArr()
  const seriesId = await scannedSeries(arr, 'Daily')
  const byDay = await scannedEpisode(arr, seriesId, { aired: '2001-02-15' })
  const byAbsolute = await scannedEpisode(arr, seriesId, { absoluteNumber: 2 })
  await using sonarr = await withSonarr(arr)
  const { id } = await sonarr.add({ title: 'Daily', year: 2001, seriesType: 'anime', seasons: 1, episodesOfSeason: 3 })
  expect(sonarr.series.get(id)?.episodes[0]?.airDate).toBe('2001-02-15')
  expect((await sonarr.sync()).result).toMatchObject({ counts: { added: 0, updated: 1 } })
  const { rows } = await episodesOf(arr, seriesId)
  expect(rows).toMatchObject([
    { id: byDay, season_number: 1, number: 1, absolute_number: 1 },
    { id: byAbsolute, season_number: 1, number: 2, absolute_number: 2 },
    { season_number: 1, number: 3 },
  ])
})

test('two rows that turn out to be one episode become one; what an NFO said of it stays', async () => {
  await using arr = await setupArr()
  const seriesId = await scannedSeries(arr, 'Twice')
  const numbered = await scannedEpisode(arr, seriesId, { seasonNumber: 1, number: 1, title: 'From the NFO', provenance: { title: 'nfo' } })
  await scannedEpisode(arr, seriesId, { aired: '2001-02-15' })
  await using sonarr = await withSonarr(arr)
  await sonarr.add({ title: 'Twice', year: 2001, seasons: 1, episodesOfSeason: 1 })
  await sonarr.sync()
  const { rows } = await episodesOf(arr, seriesId)
  expect(rows).toMatchObject([{ id: numbered, title: 'From the NFO', overview: 'Chapter 1 of Twice.', aired: '2001-02-15' }])
})

test('what is monitored is kept by season, with the episodes for which it is otherwise, and is brought up to date', async () => {
  await using arr = await setupArr()
  await using sonarr = await withSonarr(arr)
  const { id } = await sonarr.add({ title: 'Half', seasons: 2, episodesOfSeason: 3 })
  const kept = async () => {
    const [item] = await arr.db.selectFrom('backlot.managed_items').select(['item_id', 'seasons']).execute()
    const [manager] = await managersOfItem(arr.db, item?.item_id ?? '')
    expect(manager).toMatchObject({ manager: 'sonarr', instance: 'tv', remoteId: id, monitored: true })
    return manager?.seasons
  }
  const series = sonarr.series.get(id)
  if (series === undefined) throw new Error('No series')
  series.oddities = {
    seasons: [
      { seasonNumber: 1, monitored: false },
      { seasonNumber: 2, monitored: true },
    ],
  }
  for (const episode of series.episodes) episode.monitored = episode.seasonNumber === 2 ? episode.episodeNumber !== 3 : false
  await sonarr.sync()
  expect(await kept()).toEqual([
    { number: 1, monitored: false, except: [] },
    { number: 2, monitored: true, except: [3] },
  ])
  for (const episode of series.episodes) episode.monitored = true
  await sonarr.sync()
  expect(await kept()).toEqual([
    { number: 1, monitored: false, except: [1, 2, 3] },
    { number: 2, monitored: true, except: [] },
  ])
})

test('a strange episode is left out and the rest of its series is there', async () => {
  await using arr = await setupArr()
  await using sonarr = await withSonarr(arr, { series: 1, seasons: 1, episodesOfSeason: 3 })
  const [episode] = sonarr.series.get(1)?.episodes ?? []
  if (episode !== undefined) episode.episodeNumber = 'one' as never
  const { log, result } = await sonarr.sync()
  expect(result).toMatchObject({ counts: { added: 1 } })
  expect(log[0]).toContain('cannot be read and is left out')
  expect((await arr.series('The Crimson Orchard of Ash Files')).seasons).toHaveLength(1)
})

const scannedSeries = async ({ db }: TestArr, title: string): Promise<string> => {
  const id = randomUUID()
  const lists = { ratings: [], countries: [], studios: [], networks: [], tags: [], lockedFields: [], credits: [], externalIds: [] }
  const titles = [{ title, normalized: title.toLowerCase() }]
  await writeSeries(db, [
    {
      id,
      replaces: false,
      title,
      sortTitle: title.toLowerCase(),
      year: 2001,
      ...lists,
      titles,
      knownFrom: 'name',
      provenance: {},
      artwork: {},
    },
  ])
  return id
}

const scannedEpisode = async (
  { db }: TestArr,
  seriesId: string,
  known: {
    seasonNumber?: number
    number?: number
    absoluteNumber?: number
    aired?: string
    title?: string
    provenance?: Record<string, string>
  },
): Promise<string> => {
  const id = randomUUID()
  const season = randomUUID()
  const none = { lockedFields: [], externalIds: [], artwork: {}, provenance: {}, replaces: false, knownFrom: 'name' as const }
  if (known.seasonNumber !== undefined) await writeSeasons(db, [{ id: season, seriesId, number: known.seasonNumber, ...none }])
  const seasonId = known.seasonNumber === undefined ? undefined : season
  await writeEpisodes(db, [{ id, seriesId, seasonId, ratings: [], credits: [], ...none, ...known }])
  return id
}

const episodesOf = async ({ db }: TestArr, seriesId: string) => ({
  rows: await db
    .selectFrom('backlot.episodes')
    .select(['id', 'season_number', 'number', 'absolute_number', 'title', 'overview', (eb) => eb.cast<string>('aired', 'text').as('aired')])
    .where('series_id', '=', seriesId)
    .orderBy('season_number')
    .orderBy('number')
    .execute(),
})
