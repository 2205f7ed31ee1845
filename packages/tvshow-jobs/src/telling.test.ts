import { rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { perform, type Performed } from '@backlot/jobs/testing'
import type { MetadataProvider, ProvidedSeries } from '@backlot/metadata'
import { refreshTVShow } from '@backlot/metadata-args'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'
import { refreshTVShowWorker } from './workers/refresh-workers.ts'

interface ToldEvent {
  type: string
  data: { items?: { title: string; number?: number }[]; series?: { title: string }; season?: number }
}

/** The events that a job inserted, each in the transaction of what it tells of, as `type: titles or numbers`; not of the scan itself. */
const eventsOf = ({ inserted }: Performed): string[] => {
  const news = inserted.filter(({ kind }) => kind === 'notification')
  expect(news.every(({ inTransaction }) => inTransaction)).toBe(true)
  return news
    .map((job) => (job.args as { event: ToldEvent }).event)
    .filter(({ type }) => !type.startsWith('scan.'))
    .map(({ type, data: { items = [], series, season } }) => {
      const what = items.map(({ title, number }) => (series === undefined ? title : `S${season}E${number}`)).join(', ')
      return series === undefined ? `${type}: ${what}` : `${type}: ${series.title} ${what}`
    })
}

const told = async (library: TestLibrary): Promise<string[]> => eventsOf(await library.perform({ force: true }))

const refresh = async (library: TestLibrary, args: object = {}): Promise<string[]> =>
  eventsOf(await perform(refreshTVShowWorker(library.ports), refreshTVShow({ seriesId: (await library.find('Show')).id, ...args })))

const write = async ({ folder }: TestLibrary, files: Record<string, string>): Promise<void> => {
  await folder.write(files)
  for (const name of Object.keys(files)) await utimes(join(folder.path, name), new Date(), new Date(Date.now() - 3_600_000))
}

const forgetGrace = async ({ ports }: TestLibrary): Promise<unknown> =>
  await sql`update backlot.files set missing_since = now() - interval '30 d' where missing_since is not null`.execute(ports.db)

const show = { 'Show (2001)/Season 1/S01E01.mkv': 'a', 'Show (2001)/Season 1/S01E02.mkv': 'b', 'Show (2001)/Season 2/S02E01.mkv': 'c' }

test('a series that had nothing to be played is available again with its first episode, and only then', async () => {
  await using library = await setupLibrary({ ...show, 'Other (2002)/S01E01.mkv': 'd' })
  expect(await told(library)).toEqual([])
  const away = `${library.folder.path}-away`
  await rename(join(library.folder.path, 'Show (2001)'), away)
  await told(library)
  await rename(away, join(library.folder.path, 'Show (2001)'))
  expect(await told(library)).toEqual(['series.available: Show', 'episode.available: Show S1E1, S1E2', 'episode.available: Show S2E1'])
  await write(library, { 'Show (2001)/Season 1/S01E03.mkv': 'e', 'New (2003)/S01E01.mkv': 'f' })
  expect(await told(library)).toEqual(['series.added: New', 'episode.added: Show S1E3'])
})

test('episodes whose last file is gone for long are told season by season, also such as a provider knows; of a series that goes, only that', async () => {
  await using library = await setupLibrary({ ...show, 'Other (2002)/S01E01.mkv': 'd' })
  await told(library)
  await sql`update backlot.episodes set known_from = 'provider' where season_number = 2`.execute(library.ports.db)
  await rm(join(library.folder.path, 'Show (2001)/Season 1/S01E02.mkv'))
  await rm(join(library.folder.path, 'Show (2001)/Season 2'), { recursive: true })
  expect(await told(library)).toEqual([])
  await forgetGrace(library)
  expect(await told(library)).toEqual(['episode.deleted: Show S1E2', 'episode.deleted: Show S2E1'])
  await rm(join(library.folder.path, 'Other (2002)'), { recursive: true })
  await told(library)
  await forgetGrace(library)
  expect(await told(library)).toEqual(['series.deleted: Other'])
})

test('an episode that has another file left has not gone', async () => {
  await using library = await setupLibrary({ ...show, 'Show (2001)/Season 1/S01E01 - 720p.mkv': 'd' })
  await told(library)
  await rm(join(library.folder.path, 'Show (2001)/Season 1/S01E01 - 720p.mkv'))
  await told(library)
  await forgetGrace(library)
  expect(await told(library)).toEqual([])
})

test('a refresh that changed a series or its episodes is told once; one that changed nothing is not', async () => {
  const nfo = (plot: string): string => `<tvshow><title>Show</title><year>2001</year><plot>${plot}</plot></tvshow>`
  const episode = (title: string): string => `<episodedetails><title>${title}</title></episodedetails>`
  await using library = await setupLibrary({ ...show, 'Show (2001)/tvshow.nfo': nfo('First.') })
  await told(library)
  expect(await refresh(library)).toEqual([])
  await library.folder.write({
    'Show (2001)/tvshow.nfo': nfo('Second.'),
    'Show (2001)/Season 1/S01E01.nfo': episode('One'),
    'Show (2001)/Season 1/S01E02.nfo': episode('Two'),
  })
  expect(await refresh(library)).toEqual(['series.updated: Show'])
  expect(await refresh(library, { force: true })).toEqual([])
})

test('what a provider says first belongs to the arrival; what it says otherwise later is told, its ratings aside', async () => {
  const provided: ProvidedSeries = {
    series: { title: 'Show', year: 2001, plot: 'A plot.', genres: ['Drama'], actors: [{ name: 'Ada', role: 'x' }] },
    seasons: [{ number: 1, episodes: [1, 2, 3].map((number) => ({ seasonNumber: 1, number, title: `Told ${number}` })) }],
  }
  const provider: MetadataProvider = {
    name: 'tmdb',
    check: async () => await Promise.resolve(),
    searchSeries: async () => await Promise.resolve([{ id: '7', title: 'Show', year: 2001 }]),
    series: async () => await Promise.resolve({ changed: true, id: '7', version: 'v1', fields: provided }),
  }
  await using library = await setupLibrary(show, { online: { providers: [provider], languages: ['en'] } })
  await told(library)
  expect(await refresh(library)).toEqual([])
  provided.series.ratings = [{ source: 'tmdb', value: 7.5, max: 10, votes: 12 }]
  expect(await refresh(library, { force: true })).toEqual([])
  provided.seasons = [{ number: 1, episodes: [1, 2, 3, 4].map((number) => ({ seasonNumber: 1, number, title: `Retold ${number}` })) }]
  expect(await refresh(library, { force: true })).toEqual(['series.updated: Show'])
  expect(await refresh(library, { force: true })).toEqual([])
  // What NFOs say stays before what the provider says, in whichever order they are read.
  await library.folder.write({
    'Show (2001)/tvshow.nfo': '<tvshow><title>Show</title><year>2001</year><plot>Mine.</plot><actor><name>Eve</name></actor></tvshow>',
    'Show (2001)/Season 1/S01E01.nfo': '<episodedetails><title>Mine, too</title></episodedetails>',
  })
  expect(new Set(await refresh(library, { force: true }))).toEqual(new Set(['series.updated: Show']))
  expect(await refresh(library, { force: true })).toEqual([])
  expect(await refresh(library, { force: true })).toEqual([])
})
