import { rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'
import { greed, setupOnline } from './testing/test-online.ts'

interface ToldEvent {
  type: string
  id: string
  data: { items?: { title: string }[]; count?: number; first?: boolean; counts?: Record<string, number>; reason?: string }
}

/** The events of one scan, as they were inserted; each in the transaction of what it tells of. */
const told = async (library: TestLibrary, args: Parameters<TestLibrary['perform']>[0] = {}): Promise<ToldEvent[]> => {
  const { inserted } = await library.perform(args)
  const news = inserted.filter(({ kind }) => kind === 'notification')
  expect(news.every(({ inTransaction }) => inTransaction)).toBe(true)
  return news.map((job) => (job.args as { event: ToldEvent }).event)
}

const types = (events: readonly ToldEvent[]): string[] => events.map(({ type }) => type)
const titles = ({ data }: ToldEvent | undefined = { type: '', id: '', data: {} }): string[] => (data.items ?? []).map(({ title }) => title)

const write = async ({ folder }: TestLibrary, files: Record<string, string>, age = 3_600): Promise<void> => {
  await folder.write(files)
  for (const name of Object.keys(files)) await utimes(join(folder.path, name), new Date(), new Date(Date.now() - age * 1_000))
}

test('the first scan is told by its counts alone, a later one by what came in', async () => {
  await using library = await setupLibrary({ 'Cops (1922)/Cops (1922).mkv': 'a', 'Nosferatu (1922)/Nosferatu (1922).mkv': 'b' })
  const first = await told(library)
  expect(types(first)).toEqual(['scan.started', 'scan.done'])
  expect(first[1]).toMatchObject({ data: { first: true, counts: { found: 2, matched: 2, added: 2 } } })
  expect(types(await told(library))).toEqual(['scan.started', 'scan.done'])
  await write(library, { 'Salome (1922)/Salome (1922).mkv': 'c', 'Haxan (1922)/Haxan (1922).mkv': 'd' })
  const [, added, done] = await told(library)
  expect([added?.type, titles(added), added?.data.count]).toEqual(['movie.added', ['Haxan', 'Salome'], 2])
  expect(done).toMatchObject({ type: 'scan.done', data: { first: false } })
})

test('a film that is back can be played again; one that has another version was updated; one that is gone for long has left', async () => {
  await using library = await setupLibrary({ 'Cops (1922)/Cops (1922).mkv': 'a', 'Nosferatu (1922)/Nosferatu (1922).mkv': 'b' })
  await told(library)
  const cops = join(library.folder.path, 'Cops (1922)')
  await rename(cops, `${library.folder.path}-away`)
  expect(types(await told(library))).toEqual(['scan.started', 'scan.done'])
  await rename(`${library.folder.path}-away`, cops)
  await write(library, { 'Nosferatu (1922)/Nosferatu (1922) - 1080p.mkv': 'a better copy' })
  const events = await told(library, { force: true })
  expect(types(events).toSorted()).toEqual(['movie.available', 'movie.updated', 'scan.done', 'scan.started'])
  expect(titles(events.find(({ type }) => type === 'movie.available'))).toEqual(['Cops'])
  expect(titles(events.find(({ type }) => type === 'movie.updated'))).toEqual(['Nosferatu'])
  await rm(cops, { recursive: true })
  await told(library)
  await sql`update backlot.files set missing_since = now() - interval '30 d' where missing_since is not null`.execute(library.ports.db)
  const [, left] = await told(library)
  expect([left?.type, titles(left)]).toEqual(['movie.deleted', ['Cops']])
})

test('a root that is gone is told once, and once that it is back', async () => {
  await using library = await setupLibrary({ 'Cops (1922)/Cops (1922).mkv': 'a' })
  await told(library)
  const away = `${library.folder.path}-away`
  await rename(library.folder.path, away)
  const [, offline] = await told(library)
  expect(offline).toMatchObject({ type: 'root.offline', data: { reason: 'It does not exist.' } })
  expect(types(await told(library))).toEqual(['scan.started', 'scan.done'])
  await rename(away, library.folder.path)
  expect(types(await told(library))).toEqual(['scan.started', 'root.online', 'scan.done'])
})

test('a dry run tells nobody', async () => {
  await using library = await setupLibrary({ 'Cops (1922)/Cops (1922).mkv': 'a' })
  expect(await told(library, { dryRun: true })).toEqual([])
})

test('what a provider says first belongs to the arrival; a refresh that changes a film later is told, ratings aside', async () => {
  await using at = await setupOnline({ 'Greed (1924)/Greed (1924).mkv': 'a' })
  at.tmdb.addMovie(greed)
  await told(at.library)
  const refreshed = async (): Promise<string[]> => {
    const { inserted } = await at.refresh('Greed', { force: true })
    const news = inserted.filter(({ kind }) => kind === 'notification')
    expect(news.every(({ inTransaction }) => inTransaction)).toBe(true)
    return news.map((job) => (job.args as { event: ToldEvent }).event).map((event) => `${event.type}: ${titles(event).join(', ')}`)
  }
  expect(await refreshed()).toEqual([])
  expect((await at.library.film('Greed')).overview).toBe('A dentist wins.')
  at.tmdb.addMovie({ ...greed, vote_average: 7.7, vote_count: 121 })
  expect(await refreshed()).toEqual([])
  at.tmdb.addMovie({ ...greed, overview: 'A dentist loses.' })
  expect(await refreshed()).toEqual(['movie.updated: Greed'])
  expect(await refreshed()).toEqual([])
  await write(at.library, { 'Greed (1924)/Greed (1924).nfo': '<movie><title>Greed</title><year>1924</year><plot>Mine.</plot></movie>' })
  expect(await refreshed()).toEqual(['movie.updated: Greed'])
})
