import { defineJob, isPermanentError } from '@backlot/jobs'
import { perform } from '@backlot/jobs/testing'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { refreshDue } from '../args.ts'
import { noteAskedFile } from '../online/asked-files.ts'
import { writeProviderItems } from '../online/provider-items.ts'
import type { MetadataProvider } from '../providers/metadata-provider.ts'
import { createTmdbProvider } from '../providers/tmdb/tmdb-provider.ts'
import { setupTmdb } from '../providers/tmdb/test-tmdb.ts'
import { setupMedia } from '../testing/test-media.ts'
import { refreshDueWorker } from './refresh-due.ts'

const dayMs = 86_400_000

/** As a package of films would have it. */
const matchFile = defineJob({
  kind: 'movie_file_match',
  description: 'Matches a file.',
  package: 'test',
  queue: 'default',
  timeout: '5m',
  maxAttempts: 1,
  args: z.object({ path: z.string(), libraryId: z.uuid() }),
})

const setup = async () => {
  const start = Date.parse('2026-03-01T04:00:00Z')
  const time = { now: start }
  const clock = { now: () => time.now } as never
  const tmdb = await setupTmdb({ clock }, { now: () => time.now })
  const media = await setupMedia()
  const online = { providers: [tmdb.tmdb], languages: ['en'] }
  return {
    ...tmdb,
    ...media,
    time,
    clock,
    asked: async (itemId: string, providerId: string | null, at: Date) => {
      await writeProviderItems(media.db, [{ itemId, provider: 'tmdb', providerId }])
      await sql`update backlot.provider_items set asked_at = ${at} where item_id = ${itemId}`.execute(media.db)
    },
    sweep: async () => {
      const { result, inserted } = await perform(refreshDueWorker({ db: media.db, online, clock }), refreshDue({}))
      return { result, inserted, ids: inserted.map(({ args }) => Object.values(args as Record<string, string>)[0]) }
    },
    unmatched: async (library: string, name: string) => {
      await sql`
        insert into backlot.files (library_id, root_id, folder, name, item_folder, size, mtime_ns, device, inode, role)
        select library_id, id, '', ${name}, '', 1, 1, '1', '1', 'feature' from backlot.library_roots where library_id = ${library}`.execute(
        media.db,
      )
    },
    noteAsked: async (library: string, name: string, providers: string[]) => {
      const { id: rootId } = await media.db
        .selectFrom('backlot.library_roots')
        .select('id')
        .where('library_id', '=', library)
        .executeTakeFirstOrThrow()
      await noteAskedFile(media.db, { rootId, folder: '', name }, providers)
    },
    sweepFiles: async (providers: MetadataProvider[] = [tmdb.tmdb]) => {
      const worker = refreshDueWorker({
        db: media.db,
        online: { providers, languages: ['en'] },
        matches: { movie: (file) => matchFile(file) },
        clock,
      })
      const { inserted } = await perform(worker, refreshDue({}))
      return inserted.map(({ args }) => (args as { path: string }).path.split('/').at(-1))
    },
    [Symbol.asyncDispose]: async () => {
      await media[Symbol.asyncDispose]()
      await tmdb[Symbol.asyncDispose]()
    },
  }
}

test('what the provider says has changed is due, and what is good is not', async () => {
  await using at = await setup()
  const library = await at.library()
  const yesterday = new Date(at.time.now - dayMs)
  const [one, two] = [await at.movie({ title: 'Greed', library, tmdb: '1' }), await at.movie({ title: 'Nosferatu', library, tmdb: '2' })]
  const series = await at.series({ title: 'Les Vampires', tmdb: '2' })
  for (const [id, providerId] of [
    [one, '1'],
    [two, '2'],
    [series, '2'],
  ] as const)
    await at.asked(id, providerId, yesterday)
  at.time.now -= 3_600_000
  at.simulator.addMovie({ id: 2, title: 'Nosferatu' })
  at.time.now += 3_600_000
  expect(await at.sweep()).toMatchObject({ result: { changed: 1, due: 0, problems: {} }, ids: [two] })
  at.simulator.addSeries({ id: 2, name: 'Les Vampires', seasons: 1 })
  expect(await at.sweep()).toMatchObject({ result: { changed: 2 }, ids: [two, series] })
  expect((await at.sweep()).inserted.every(({ inTransaction }) => inTransaction)).toBe(true)
})

test('the next sweep asks for what changed since the last, also after a week', async () => {
  await using at = await setup()
  await at.sweep()
  at.time.now += 7 * dayMs
  at.simulator.requests.length = 0
  await at.sweep()
  expect(at.simulator.requests.map(({ path, query }) => `${path} ${query['start_date']} ${query['end_date']}`)).toEqual([
    '/movie/changes 2026-03-01 2026-03-08',
    '/tv/changes 2026-03-01 2026-03-08',
  ])
})

test('what was never asked is due where its library wants the provider, and what was asked too long ago', async () => {
  await using at = await setup()
  const [library, local] = [await at.library(), await at.library({ providers: [] })]
  const fresh = await at.movie({ title: 'Never asked', library })
  await at.movie({ title: 'Of a library that asks nobody', library: local })
  await at.movie({ title: 'Without a file' })
  const old = await at.movie({ title: 'Asked long ago', library })
  const unknown = await at.movie({ title: 'Not known there', library })
  const good = await at.movie({ title: 'Good', library })
  await at.asked(old, '5', new Date(at.time.now - 31 * dayMs))
  await at.asked(unknown, null, new Date(at.time.now - 8 * dayMs))
  await at.asked(good, '6', new Date(at.time.now - 8 * dayMs))
  expect(await at.sweep()).toMatchObject({ result: { due: 3 }, ids: [fresh, old, unknown] })
})

test('each library is swept with the provider that it asks first', async () => {
  await using at = await setup()
  const told: string[] = []
  const others: MetadataProvider = {
    ...at.tmdb,
    name: 'others',
    changedMovies: async () => await Promise.resolve(told),
    changedSeries: async () => await Promise.resolve([]),
  }
  const [byDefault, own, both] = [
    await at.library(),
    await at.library({ providers: ['others'] }),
    await at.library({ providers: ['others', 'tmdb'] }),
  ]
  const films = [
    await at.movie({ title: 'Of the host', library: byDefault }),
    await at.movie({ title: 'Of another', library: own }),
    await at.movie({ title: 'Of another first', library: both }),
  ]
  const sweep = async () => {
    const online = { providers: [at.tmdb, others], languages: ['en'] }
    const { inserted } = await perform(refreshDueWorker({ db: at.db, online, clock: at.clock }), refreshDue({}))
    return inserted.map(({ args }) => (args as { movieId: string }).movieId)
  }
  expect((await sweep()).toSorted()).toEqual(films.toSorted())
  await at.asked(films[0] ?? '', '1', new Date(at.time.now))
  for (const film of films.slice(1)) await writeProviderItems(at.db, [{ itemId: film, provider: 'others', providerId: film }])
  await sql`update backlot.provider_items set asked_at = ${new Date(at.time.now)}`.execute(at.db)
  expect(await sweep()).toEqual([])
  told.push(films[2] ?? '')
  expect(await sweep()).toEqual([films[2]])
})

test('an unmatched file is matched again until its providers were asked, and when they are others; the least tried first', async () => {
  await using at = await setup()
  const [library, local] = [await at.library(), await at.library({ providers: [] })]
  await at.unmatched(local, 'local.mkv')
  await at.unmatched(library, 'a.mkv')
  await at.unmatched(library, 'b.mkv')
  expect(await at.sweepFiles()).toEqual(['a.mkv', 'b.mkv'])
  // Nobody came to be asked about these yet: they wait behind what was never tried.
  await at.unmatched(library, 'c.mkv')
  expect(await at.sweepFiles()).toEqual(['c.mkv', 'a.mkv', 'b.mkv'])
  for (const name of ['a.mkv', 'b.mkv', 'c.mkv']) await at.noteAsked(library, name, ['tmdb'])
  expect(await at.sweepFiles()).toEqual([])
  const others: MetadataProvider = { ...at.tmdb, name: 'others', changedMovies: async () => await Promise.resolve([]) }
  expect(await at.sweepFiles([at.tmdb, others])).toEqual(['a.mkv', 'b.mkv', 'c.mkv'])
  expect(await at.sweepFiles([])).toEqual([])
})

test('a sweep makes at most 500 matches a day', async () => {
  await using at = await setup()
  const library = await at.library()
  await sql`
    insert into backlot.files (library_id, root_id, folder, name, item_folder, size, mtime_ns, device, inode, role)
    select r.library_id, r.id, '', 'vid_' || n || '.mkv', '', 1, 1, '1', '1', 'feature'
    from generate_series(1, 800) n, backlot.library_roots r where r.library_id = ${library}`.execute(at.db)
  const first = await at.sweepFiles()
  expect(first).toHaveLength(500)
  expect(new Set([...first, ...(await at.sweepFiles())]).size).toBe(800)
})

test('leading people whom nobody was asked about are due, some each day', async () => {
  await using at = await setup()
  const movie = await at.movie({ title: 'Greed' })
  const [actor, guest, nobody] = ['tmdb:1', 'tmdb:2', 'name:somebody'].map((knownBy) => ({ knownBy, id: crypto.randomUUID() }))
  for (const person of [actor, guest, nobody]) {
    await sql`insert into backlot.items (id, type) values (${person?.id}, 'person')`.execute(at.db)
    await sql`insert into backlot.people (id, name, known_by) values (${person?.id}, 'Somebody', ${person?.knownBy})`.execute(at.db)
    await sql`
      insert into backlot.credits (item_id, kind, position, person_id)
      values (${movie}, ${person === guest ? 'guest' : 'actor'}, ${person === nobody ? 1 : 0}, ${person?.id})`.execute(at.db)
  }
  expect(await at.sweep()).toMatchObject({
    result: { people: 1 },
    inserted: [{ kind: 'metadata_refresh_person', args: { personId: actor?.id } }],
  })
})

test('a provider that cannot say what changed keeps nobody from what is due, and is asked for the same time again', async () => {
  await using at = await setup()
  await at.sweep()
  at.time.now += 2 * dayMs
  const library = await at.library()
  const fresh = await at.movie({ title: 'Never asked', library })
  at.simulator.fail('broken json', { paths: /movie\/changes/, times: 1 })
  expect(await at.sweep()).toMatchObject({ ids: [fresh], result: { problems: { 'tmdb movie': expect.stringContaining('broken JSON') } } })
  at.simulator.requests.length = 0
  await at.sweep()
  expect(at.simulator.requests.map(({ query }) => query['start_date'])).toEqual(['2026-03-01', '2026-03-03'])
})

test('while the provider asks for a pause the sweep waits; a key that is refused is a problem that is named', async () => {
  await using at = await setup()
  at.simulator.limit(20)
  expect(
    await perform(refreshDueWorker({ db: at.db, clock: at.clock, online: { providers: [at.tmdb], languages: ['en'] } }), refreshDue({})),
  ).toMatchObject({
    outcome: 'snoozed',
  })
  at.simulator.recover()
  const { url } = at.simulator
  const refused = createTmdbProvider({ url, token: 'wrong' })
  const swept = await perform(refreshDueWorker({ db: at.db, online: { providers: [refused], languages: ['en'] } }), refreshDue({})).catch(
    isPermanentError,
  )
  expect(swept).toMatchObject({ result: { problems: { 'tmdb movie': expect.stringContaining('check metadata.tmdb.token') } } })
})

test('a sweep of thousands is a few statements and inserts', async () => {
  await using at = await setup()
  const library = await at.library()
  await sql`
    with made as (insert into backlot.items (id, type) select gen_random_uuid(), 'movie' from generate_series(1, 2500) returning id),
    movies as (insert into backlot.movies (id, title, sort_title, known_from) select id, 'Film', 'film', 'name' from made returning id)
    insert into backlot.files (library_id, root_id, folder, name, item_folder, size, mtime_ns, device, inode, role, state, item_id)
    select r.library_id, r.id, '', movies.id || '.mkv', '', 1, 1, '1', '1', 'feature', 'matched', movies.id
    from movies, backlot.library_roots r where r.library_id = ${library}`.execute(at.db)
  const { result, inserted } = await at.sweep()
  expect(result).toMatchObject({ due: 2_500 })
  expect(inserted).toHaveLength(2_500)
})
