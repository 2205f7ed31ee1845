import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isPermanentError } from '@backlot/jobs'
import { perform, type Performed } from '@backlot/jobs/testing'
import { ProviderError, type EpisodeFields, type MetadataProvider, type ProvidedSeries, type SeriesOptions } from '@backlot/metadata'
import { refreshEpisode, refreshSeason, refreshTVShow } from '@backlot/metadata-args'
import { expect, test } from 'vitest'
import { refreshSeries, refreshTVShowMetadata } from './args.ts'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'
import { refreshTVShowMetadataWorker } from './workers/refresh-tvshow-metadata.ts'
import { refreshEpisodeWorker, refreshSeasonWorker, refreshSeriesWorker, refreshTVShowWorker } from './workers/refresh-workers.ts'

const episodes = (seasonNumber: number, count: number, more: (number: number) => Partial<EpisodeFields> = () => ({})): EpisodeFields[] =>
  Array.from({ length: count }, (_, index) => ({
    seasonNumber,
    number: index + 1,
    title: `Told ${seasonNumber}.${index + 1}`,
    ...more(index + 1),
  }))

/** A provider that knows one series by its id and title, and notes what it was asked. */
const fakeProvider = (provided: ProvidedSeries, id = '7') => {
  const asked: SeriesOptions[] = []
  const provider: MetadataProvider = {
    name: 'tmdb',
    check: async () => await Promise.resolve(),
    searchSeries: async ({ title }) =>
      await Promise.resolve([{ id, title: provided.series.title ?? '', year: provided.series.year ?? 0 }].filter(() => title !== '')),
    series: async (_, options) => {
      asked.push(options)
      const { seasons = 'all', version } = options
      if (version === 'v1') return await Promise.resolve({ changed: false, id })
      const chosen = provided.seasons.map(({ episodes: told, ...season }) => ({
        ...season,
        ...((seasons === 'all' || seasons.includes(season.number)) && told !== undefined && { episodes: told }),
      }))
      return await Promise.resolve({ changed: true, id, version: 'v1', fields: { series: provided.series, seasons: chosen } })
    },
  }
  return { asked, online: { providers: [provider], languages: ['en'] } }
}

const show: ProvidedSeries = {
  series: {
    title: 'Show',
    year: 2001,
    plot: 'Told plot.',
    status: 'ended',
    networks: ['One'],
    genres: ['Told'],
    actors: [{ name: 'Told Actor', role: 'x' }],
    otherTitles: [{ title: 'Die Schau', language: 'de' }],
    uniqueIds: { tvdb: '99' },
  },
  seasons: [
    { number: 0, title: 'Specials', episodes: episodes(0, 1) },
    { number: 1, title: 'Told Season', episodes: episodes(1, 2, (number) => ({ guests: [{ name: `Guest ${number}`, role: '' }] })) },
    { number: 2, episodes: episodes(2, 2, (number) => ({ aired: `2002-01-0${number}` })) },
  ],
}

const refresh = async (library: TestLibrary, title = 'Show', args: object = {}): Promise<Performed> =>
  await perform(refreshTVShowWorker(library.ports), refreshTVShow({ seriesId: (await library.find(title)).id, ...args }))

test('a refresh reads NFOs again, and replaces credits by what they say now', async () => {
  const nfo = (plot: string, actor: string) =>
    `<tvshow><title>Show</title><plot>${plot}</plot><actor><name>${actor}</name></actor></tvshow>`
  await using library = await setupLibrary({ 'Show/tvshow.nfo': nfo('First.', 'Ada'), 'Show/Season 1/S01E01.mkv': 'a' })
  await library.scan()
  await library.folder.write({
    'Show/tvshow.nfo': nfo('Second.', 'Eve'),
    'Show/poster.jpg': 'p',
    'Show/Season 1/S01E01.nfo': '<episodedetails><title>One</title><season>1</season><episode>1</episode></episodedetails>',
  })
  expect((await refresh(library)).result).toEqual({ sources: ['files'], seasons: 0, episodes: 0 })
  expect(await library.find('Show')).toMatchObject({
    overview: 'Second.',
    credits: [{ name: 'Eve' }],
    artwork: [{ type: 'poster' }],
    seasons: [{ episodes: [{ title: 'One', knownFrom: 'nfo' }] }],
  })
  expect(await library.search('eve', 'series')).toEqual(['Show'])
})

test('a refresh without an NFO, or without any file, erases nothing', async () => {
  await using library = await setupLibrary({
    'Show/tvshow.nfo': '<tvshow><title>Show</title><plot>A plot.</plot><actor><name>Ada</name></actor></tvshow>',
    'Show/Season 1/S01E01.mkv': 'a',
  })
  await library.scan()
  await rm(join(library.folder.path, 'Show/tvshow.nfo'))
  await refresh(library)
  expect(await library.find('Show')).toMatchObject({ overview: 'A plot.', credits: [{ name: 'Ada' }] })
  await rename(library.folder.path, `${library.folder.path}-away`)
  expect((await refresh(library)).result).toMatchObject({ sources: [] })
  expect(await library.find('Show')).toMatchObject({ credits: [{ name: 'Ada' }], seasons: [{ episodes: [{ files: [{}] }] }] })
  await rename(`${library.folder.path}-away`, library.folder.path)
})

test('a provider gives all seasons and episodes in one question; NFO and locks go before it', async () => {
  const { asked, online } = fakeProvider(show)
  await using library = await setupLibrary(
    {
      'Show (2001)/tvshow.nfo': '<tvshow><title>Show</title><year>2001</year><plot>Mine.</plot></tvshow>',
      'Show (2001)/Season 1/S01E01.mkv': 'a',
      'Show (2001)/Season 1/S01E02.mkv': 'b',
      'Show (2001)/Season 1/S01E02.nfo': '<episodedetails><title>Second by NFO</title></episodedetails>',
    },
    { online },
  )
  await library.scan()
  const before = (await library.find('Show')).seasons[0]?.episodes.map(({ id }) => id)
  expect((await refresh(library)).result).toEqual({ sources: ['files', 'tmdb'], seasons: 3, episodes: 5 })
  expect(asked).toHaveLength(1)
  const series = await library.find('Show')
  expect(series).toMatchObject({
    overview: 'Mine.',
    status: 'ended',
    networks: ['One'],
    genres: ['Told'],
    knownFrom: 'provider',
    externalIds: [
      { provider: 'tmdb', value: '7' },
      { provider: 'tvdb', value: '99' },
    ],
    seasons: [
      { number: 0, title: 'Specials' },
      { number: 1, title: 'Told Season', episodes: [{ title: 'Told 1.1' }, { title: 'Second by NFO' }] },
      { number: 2, episodes: [{ title: 'Told 2.1', aired: '2002-01-01', absoluteNumber: 3 }, { number: 2 }] },
    ],
  })
  expect(series.seasons[1]?.episodes.map(({ id }) => id)).toEqual(before)
  expect(await library.search('guest 2', 'episodes')).toEqual(['Second by NFO'])
  expect(await library.search('die schau', 'series')).toEqual(['Show'])

  expect((await refresh(library)).result).toEqual({ sources: ['files'], seasons: 0, episodes: 0 })
  expect((await refresh(library, 'Show', { force: true })).result).toMatchObject({ sources: ['files', 'tmdb'], episodes: 5 })
  expect((await library.find('Show')).seasons[1]?.episodes[1]).toMatchObject({ title: 'Second by NFO' })
})

test('episodes that were known by absolute number or day get season and number, and stay the same', async () => {
  const { online } = fakeProvider(show)
  await using library = await setupLibrary(
    {
      'Show (2001)/[G] Show - 02.mkv': 'a',
      'Show (2001)/Show - 2002-01-02.mkv': 'b',
      'Show (2001)/S02E01.mkv': 'c',
      'Show (2001)/[G] Show - 03.mkv': 'd',
    },
    { online },
  )
  await library.scan()
  const before = (await library.find('Show')).unnumbered.map(({ id }) => id)
  expect(before).toHaveLength(3)
  await refresh(library)
  const { seasons, unnumbered } = await library.find('Show')
  expect(unnumbered).toEqual([])
  expect(await library.held()).toEqual([
    'Show (2001)/S02E01.mkv: Show (2001) S02E01',
    'Show (2001)/Show - 2002-01-02.mkv: Show (2001) S02E02',
    'Show (2001)/[G] Show - 02.mkv: Show (2001) S01E02',
    'Show (2001)/[G] Show - 03.mkv: Show (2001) S02E01',
  ])
  const ids = seasons.flatMap((season) => season.episodes.map(({ id }) => id))
  expect(before.filter((id) => ids.includes(id))).toHaveLength(2)
  expect(await library.scan({ force: true })).toMatchObject({ matched: 4 })
  expect((await library.find('Show')).unnumbered).toEqual([])
})

test('a season and an episode are read again without the rest', async () => {
  const { asked, online } = fakeProvider(show)
  await using library = await setupLibrary({ 'Show (2001)/Season 1/S01E01.mkv': 'a', 'Show (2001)/Season 2/S02E01.mkv': 'b' }, { online })
  await library.scan()
  const { id: seriesId } = await library.find('Show')
  const season = await perform(refreshSeasonWorker(library.ports), refreshSeason({ seriesId, seasonNumber: 2 }))
  expect(season.result).toEqual({ sources: ['files', 'tmdb'], seasons: 1, episodes: 2 })
  expect(asked.at(-1)).toMatchObject({ seasons: [2] })
  const episode = await perform(refreshEpisodeWorker(library.ports), refreshEpisode({ seriesId, seasonNumber: 1, episodeNumber: 1 }))
  expect(episode.result).toMatchObject({ episodes: 1 })
  const { overview, seasons } = await library.find('Show')
  expect(overview).toBeNull()
  expect(seasons.map(({ number, episodes: all }) => [number, all.map(({ title }) => title)])).toEqual([
    [1, ['Told 1.1']],
    [2, ['Told 2.1', 'Told 2.2']],
  ])
})

test('a series that a provider knows as one that is here already becomes part of it', async () => {
  const { online } = fakeProvider({ ...show, series: { ...show.series, otherTitles: [{ title: 'Die Schau', language: 'de' }] } })
  await using library = await setupLibrary(
    { 'Show (2001)/Season 1/S01E01.mkv': 'a', 'Die Schau (2001)/Staffel 1/S01E02.mkv': 'b' },
    { online },
  )
  await library.scan()
  expect(await library.series()).toEqual(['Die Schau (2001)', 'Show (2001)'])
  await refresh(library, 'Show')
  const { result } = await refresh(library, 'Die Schau')
  expect(result).toMatchObject({ mergedInto: (await library.find('Show')).id })
  expect(await library.series()).toEqual(['Show (2001)'])
  expect(await library.held()).toEqual([
    'Die Schau (2001)/Staffel 1/S01E02.mkv: Show (2001) S01E02',
    'Show (2001)/Season 1/S01E01.mkv: Show (2001) S01E01',
  ])
  expect(await library.search('schau', 'series')).toEqual(['Show'])
})

test('a provider that asks for a pause snoozes the job; what is read from files is kept', async () => {
  const { online } = fakeProvider(show)
  const limited = { ...online, providers: online.providers.map((one) => ({ ...one, series: async () => await Promise.reject(tooMany) })) }
  const tooMany = new ProviderError('tmdb', 'limited', { message: 'Too many requests', retryAfterMs: 5_000 })
  await using library = await setupLibrary({ 'Show (2001)/Season 1/S01E01.mkv': 'a' }, { online: limited })
  await library.scan()
  await library.folder.write({ 'Show (2001)/tvshow.nfo': '<tvshow><title>Show</title><plot>Read.</plot></tvshow>' })
  expect((await refresh(library)).outcome).toBe('snoozed')
  expect((await library.find('Show')).overview).toBe('Read.')
})

test('pictures of a series and its seasons become jobs with what was told; stills wait until somebody looks', async () => {
  const url = (name: string) => `https://images.example.org/${name}.jpg`
  const { online } = fakeProvider({
    series: { title: 'Show', year: 2001, artwork: [{ type: 'poster', url: url('show') }] },
    seasons: [
      {
        number: 1,
        artwork: [{ type: 'poster', url: url('season') }],
        episodes: episodes(1, 1, () => ({ artwork: [{ type: 'still', url: url('still') }] })),
      },
    ],
  })
  await using library = await setupLibrary({ 'Show (2001)/Season 1/S01E01.mkv': 'a' }, { online })
  await library.scan()
  const pictures = (await refresh(library)).inserted.filter(({ kind }) => kind === 'metadata_download_image')
  expect(pictures.every(({ inTransaction }) => inTransaction)).toBe(true)
  expect(pictures.map(({ args }) => (args as { source: string }).source).toSorted()).toEqual([url('season'), url('show')])
})

test('fields that a person locked are not overwritten', async () => {
  const { online } = fakeProvider(show)
  await using library = await setupLibrary({ 'Show (2001)/Season 1/S01E01.mkv': 'a' }, { online })
  await library.scan()
  await library.ports.db
    .updateTable('backlot.series')
    .set({ overview: 'Mine.', locked_fields: ['plot'], provenance: JSON.stringify({ plot: 'manual' }) })
    .execute()
  await perform(refreshSeriesWorker(library.ports), refreshSeries({ seriesId: (await library.find('Show')).id }))
  expect(await library.find('Show')).toMatchObject({ overview: 'Mine.', lockedFields: ['plot'], genres: ['Told'] })
})

test('a sweep inserts a job for each series that is due; one id means that one; what is not there fails for good', async () => {
  await using library = await setupLibrary({ 'Show (2001)/S01E01.mkv': 'a', 'Other Show (2002)/S01E01.mkv': 'b' })
  await library.scan()
  const worker = refreshTVShowMetadataWorker(library.ports)
  const sweep = await perform(worker, refreshTVShowMetadata({ batchSize: 1 }))
  expect(sweep.result).toEqual({ inserted: 2, duplicates: 0 })
  expect(sweep.inserted.map(({ kind }) => kind)).toEqual(['metadata_refresh_tvshow', 'metadata_refresh_tvshow'])
  const [season] = (await library.find('Show')).seasons
  const one = await perform(worker, refreshTVShowMetadata({ seasonId: season?.id ?? '' }))
  expect(one.result).toMatchObject({ sources: ['files'] })
  const unknown = '00000000-0000-4000-8000-000000000001'
  for (const id of [{ seriesId: unknown }, { seasonId: unknown }, { episodeId: unknown }])
    await expect(perform(worker, refreshTVShowMetadata(id))).rejects.toSatisfy(isPermanentError)
})
