import { isPermanentError } from '@backlot/jobs'
import { perform, type Performed } from '@backlot/jobs/testing'
import { createTmdbProvider, enrichContentWorker, readProviderItems, type MetadataProvider } from '@backlot/metadata'
import { enrichContent, refreshSeason, refreshTVShow } from '@backlot/metadata-args'
import { startTmdbSimulator } from '@backlot/simulators'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { tvshowContent } from './refresh/tvshow-content.ts'
import { setupLibrary } from './testing/test-library.ts'
import { refreshSeasonWorker, refreshTVShowWorker } from './workers/refresh-workers.ts'

/** A provider that knows the series by the id 9, with a network and a third episode. */
const further: MetadataProvider = {
  name: 'further',
  check: async () => await Promise.resolve(),
  findSeries: async () => await Promise.resolve('9'),
  series: async () =>
    await Promise.resolve({
      changed: true,
      id: '9',
      fields: {
        series: { title: 'Another title', networks: ['Gaumont'] },
        seasons: [{ number: 1, episodes: [{ seasonNumber: 1, number: 3, title: 'The Red Notebook' }] }],
      },
    }),
}

const setup = async (others: readonly MetadataProvider[] = [], files: Record<string, string> = {}) => {
  const tmdb = await startTmdbSimulator()
  const provider = createTmdbProvider({ url: tmdb.url, imageUrl: tmdb.imageUrl, token: tmdb.token })
  const online = { providers: [provider, ...others], languages: ['en'] }
  tmdb.addSeries({
    id: 1,
    name: 'Les Vampires',
    first_air_date: '1915-11-13',
    aggregate_credits: { cast: [{ id: 8, name: 'Musidora', order: 0, roles: [{ character: 'Irma Vep' }] }], crew: [] },
    seasons: [{ season_number: 1, episodes: [{ name: 'The Severed Head' }, { name: 'The Ring That Kills' }] }],
  })
  const library = await setupLibrary({ 'Les Vampires (1915)/Season 1/Les Vampires S01E01.mkv': 'a', ...files }, { online })
  await library.scan()
  const { db, search } = library.ports
  const { id: seriesId } = await db.selectFrom('backlot.series').select('id').executeTakeFirstOrThrow()
  return {
    tmdb,
    db,
    seriesId,
    ports: library.ports,
    people: async (text: string) => await library.search(text, 'people'),
    refresh: async (force = false) => await perform(refreshTVShowWorker(library.ports), refreshTVShow({ seriesId, force })),
    refreshSeason: async () => await perform(refreshSeasonWorker(library.ports), refreshSeason({ seriesId, seasonNumber: 1 })),
    enrich: async () =>
      await perform(
        enrichContentWorker({
          db,
          online: { providers: [provider, further], languages: ['en'] },
          content: { tvshow: tvshowContent({ db, search }) },
        }),
        enrichContent({ contentType: 'tvshow', contentId: seriesId, providers: ['further'] }),
      ),
    stored: async () => {
      const { rows } = await sql<{ title: string; networks: string[]; cast: string[]; episodes: string[] }>`
        select s.title, s.networks,
          (select array_agg(p.name) from backlot.credits c join backlot.people p on p.id = c.person_id where c.item_id = s.id) as cast,
          (select array_agg(e.title order by e.number) from backlot.episodes e where e.series_id = s.id) as episodes
        from backlot.series s`.execute(db)
      return rows
    },
    [Symbol.asyncDispose]: async () => {
      await library[Symbol.asyncDispose]()
      await tmdb[Symbol.asyncDispose]()
    },
  }
}

const told = { title: 'Les Vampires', networks: [], cast: ['Musidora'], episodes: ['The Severed Head', 'The Ring That Kills'] }

test('a scan asks nobody: a series that it wrote becomes a job in the same transaction', async () => {
  const tmdb = await startTmdbSimulator()
  const online = { providers: [createTmdbProvider({ url: tmdb.url, token: tmdb.token })], languages: ['en'] }
  await using library = await setupLibrary({ 'Les Vampires (1915)/Season 1/Les Vampires S01E01.mkv': 'a' }, { online })
  const { inserted } = await library.perform()
  expect(inserted.filter(({ kind }) => kind.startsWith('metadata')).map(({ kind, inTransaction }) => [kind, inTransaction])).toEqual([
    ['metadata_refresh_tvshow', true],
  ])
  expect((await library.perform()).inserted.filter(({ kind }) => kind.startsWith('metadata'))).toEqual([])
  expect(tmdb.requests).toEqual([])
  await tmdb[Symbol.asyncDispose]()
})

test('a series with its seasons and episodes is a search and one request; what did not change is one short answer', async () => {
  await using at = await setup()
  await at.refresh()
  expect(await at.stored()).toEqual([told])
  await at.refresh()
  expect(await at.stored()).toEqual([told])
  expect(at.tmdb.requests.map(({ path, status }) => `${status} ${path}`)).toEqual(['200 /search/tv', '200 /tv/1', '304 /tv/1'])
})

test('the cast of an NFO are the people whom the provider tells of, in the series and in its episodes', async () => {
  const actors = '<actor><name>MUSIDORA</name></actor>'
  await using at = await setup([], {
    'Les Vampires (1915)/tvshow.nfo': `<tvshow><title>Les Vampires</title>${actors}</tvshow>`,
    'Les Vampires (1915)/Season 1/Les Vampires S01E01.nfo': `<episodedetails><title>One</title><season>1</season><episode>1</episode>${actors}</episodedetails>`,
  })
  const people = async () => await at.db.selectFrom('backlot.people').select('known_by').execute()
  expect(await people()).toEqual([{ known_by: 'name:musidora' }])
  await at.refresh()
  expect(await people()).toEqual([{ known_by: 'tmdb:8' }])
  expect(await at.people('musidora')).toEqual(['Musidora'])
  await at.refresh(true)
  expect(await people()).toEqual([{ known_by: 'tmdb:8' }])
})

test('whatever goes wrong at the provider: the job waits or fails, nothing stored is lost, and the next attempt is good', async () => {
  await using at = await setup()
  await at.refresh()
  const outcomeOf = async () =>
    await at.refresh(true).then(
      ({ outcome }) => outcome,
      (error: unknown) => (isPermanentError(error) ? 'failed for good' : 'failed'),
    )
  for (const [fault, outcome] of [
    ['status 500', 'snoozed'],
    ['status 503', 'snoozed'],
    ['cut', 'snoozed'],
    ['html', 'snoozed'],
    ['wrong type', 'failed'],
    ['broken json', 'failed'],
    ['other json', 'failed'],
    // Fewer seasons are asked for.
    ['huge', 'completed'],
  ] as const) {
    at.tmdb.fail(fault, { times: 1 })
    expect([fault, await outcomeOf()]).toEqual([fault, outcome])
    expect(await at.stored()).toEqual([told])
    expect([fault, await outcomeOf()]).toEqual([fault, 'completed'])
  }
  at.tmdb.limit(30)
  expect(await outcomeOf()).toBe('snoozed')
  expect(await at.stored()).toEqual([told])
})

test('a refresh that fails while it writes leaves the old', async () => {
  await using at = await setup()
  await at.refresh()
  const { search } = at.ports
  at.ports.search = {
    ...search,
    index: async (collection, ...more) => {
      if (collection === 'episodes') throw new Error('The index is broken')
      await search.index(collection, ...more)
    },
  }
  at.tmdb.addSeries({
    id: 1,
    name: 'The Vampires',
    aggregate_credits: { cast: [{ id: 9, name: 'Somebody', order: 0, roles: [] }], crew: [] },
    seasons: [{ season_number: 1, episodes: [{ name: 'One' }, { name: 'Two' }, { name: 'Three' }] }],
  })
  await expect(at.refresh(true)).rejects.toThrow('The index is broken')
  expect(await at.stored()).toEqual([told])
  at.ports.search = search
  await at.refresh(true)
  expect(await at.stored()).toMatchObject([{ title: 'The Vampires', cast: ['Somebody'], episodes: ['One', 'Two', 'Three'] }])
})

test('a series that the provider deleted fails the job for good, keeps everything, and is not asked about each day', async () => {
  await using at = await setup()
  await at.refresh()
  at.tmdb.remove('tv', 1)
  await expect(at.refresh(true)).rejects.toSatisfy(isPermanentError)
  expect(await at.stored()).toEqual([told])
  expect((await readProviderItems(at.db, at.seriesId)).get('tmdb')).toMatchObject({ providerId: null })
})

test('one provider that has lost a series keeps another from nothing', async () => {
  await using at = await setup([further])
  await at.refresh()
  at.tmdb.remove('tv', 1)
  expect((await at.refresh(true)).result).toMatchObject({ sources: ['files', 'further'] })
  expect(await at.stored()).toMatchObject([{ title: 'Les Vampires', networks: ['Gaumont'], cast: ['Musidora'] }])
})

test('a refresh asks the first provider that knows the series; the further ones follow as one job of its transaction', async () => {
  await using at = await setup([further])
  const enrichments = ({ inserted }: Performed) =>
    inserted.filter(({ kind }) => kind === enrichContent.kind).map(({ args, inTransaction }) => ({ args, inTransaction }))
  const refreshed = await at.refresh()
  expect(refreshed.result).toMatchObject({ sources: ['files', 'tmdb'] })
  const following = [{ inTransaction: true, args: { contentType: 'tvshow', contentId: at.seriesId, providers: ['further'] } }]
  expect(enrichments(refreshed)).toEqual(following)
  expect(await at.stored()).toEqual([told])
  // Also where the first says that nothing changed: the others may say something new.
  expect(enrichments(await at.refresh())).toEqual(following)
  expect(enrichments(await at.refreshSeason())).toEqual([])
  const enriched = await at.enrich()
  expect(enriched.result).toEqual({ told: ['further'], unknown: [] })
  expect(enriched.inserted).toEqual([])
})

test('a further provider adds what the first does not know, and takes nothing of it', async () => {
  await using at = await setup()
  await at.refresh()
  expect((await at.enrich()).result).toEqual({ told: ['further'], unknown: [] })
  const both = { ...told, networks: ['Gaumont'], episodes: [...told.episodes, 'The Red Notebook'] }
  expect(await at.stored()).toEqual([both])
  const again = [await at.refresh(true), await at.enrich()]
  expect(await at.stored()).toEqual([both])
  // What one of them does not know is no change.
  expect(again.flatMap(({ inserted }) => inserted.filter(({ kind }) => kind === 'notification'))).toEqual([])
})
