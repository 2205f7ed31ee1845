import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { AbortReason } from '@backlot/jobs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'

const films = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      [`Film ${index} (1950)/Film ${index} (1950).mkv`, `content ${index}`],
      ...(index % 3 === 0
        ? [[`Film ${index} (1950)/movie.nfo`, `<movie><title>Film ${index}</title><year>1950</year><plot>Plot ${index}</plot></movie>`]]
        : []),
    ]).flat(),
  ) as Record<string, string>

/** Small enough that few films come in several batches; a tenth of it is how many folders are taken at once. */
const filesAtATime = 200

const jobId = '0190a5c0-0000-7000-8000-000000000001'

/** Everything that a scan leaves behind, without ids and times. */
const outcome = async (library: TestLibrary) => {
  const files = (await library.files()).map(({ path, film, state, role }) => ({ path, film, state, role }))
  const movies = await library.ports.db.selectFrom('backlot.movies').select(['title', 'overview', 'known_from']).orderBy('title').execute()
  const documents = await sql<{ title: string }>`select title from backlot.search_movies order by title`.execute(library.ports.db)
  return { files, movies, documents: documents.rows }
}

test('a scan that is cancelled goes on where it was, and ends as if nothing had happened', async () => {
  await using undisturbed = await setupLibrary(films(80), { filesAtATime })
  await undisturbed.scan()

  await using library = await setupLibrary(films(80), { filesAtATime })
  const controller = new AbortController()
  const { search } = library.ports
  let indexed = 0
  library.ports.search = {
    ...search,
    index: async (collection, documents, options) => {
      if (indexed > 0) controller.abort(new AbortReason('cancelled', 'enough'))
      indexed += documents.length
      await search.index(collection, documents, options)
    },
  }
  await expect(library.scan({}, { id: jobId, signal: controller.signal })).rejects.toThrow('enough')
  const [scan] = await library.ports.db.selectFrom('backlot.scans').selectAll().execute()
  expect(scan).toMatchObject({ state: 'cancelled', error: 'enough', phase: 'import', finished_at: expect.any(Date) })
  const written = (await library.films()).length
  expect(written).toBeGreaterThan(0)
  expect(written).toBeLessThan(80)

  library.ports.search = search
  expect(await library.scan({}, { id: jobId })).toMatchObject({ found: 80, added: 80, matched: 80 })
  expect(await outcome(library)).toEqual(await outcome(undisturbed))
  expect(await library.ports.db.selectFrom('backlot.scans').select('state').execute()).toEqual([{ state: 'completed' }])
})

test('a scan that times out is ended as failed with the reason, and stands in the way of no other', async () => {
  await using library = await setupLibrary(films(40))
  const controller = new AbortController()
  const { search } = library.ports
  library.ports.search = {
    ...search,
    index: async () => {
      controller.abort(new AbortReason('timeout', 'longer than 30 minutes'))
      controller.signal.throwIfAborted()
      await Promise.resolve()
    },
  }
  await expect(library.scan({}, { id: jobId, signal: controller.signal })).rejects.toThrow('longer than 30 minutes')
  expect(await library.ports.db.selectFrom('backlot.scans').select(['state', 'error', 'finished_at']).execute()).toEqual([
    { state: 'failed', error: 'longer than 30 minutes', finished_at: expect.any(Date) },
  ])
  library.ports.search = search
  expect(await library.find('film')).toEqual([])
  expect(await library.scan()).toMatchObject({ found: 40 })
  // What the first had written and not made searchable, the other makes searchable.
  expect((await outcome(library)).documents).toHaveLength(40)
})

test('a scan that is cancelled while it walks goes on, too', async () => {
  await using library = await setupLibrary(films(40))
  const controller = new AbortController()
  controller.abort(new AbortReason('shutdown', 'the host stops'))
  await expect(library.scan({}, { id: jobId, signal: controller.signal })).rejects.toThrow('the host stops')
  expect(await library.scan({}, { id: jobId })).toMatchObject({ found: 40, added: 40 })
})

test('a scan killed with kill -9 goes on in another process, and nothing is there twice', { timeout: 120_000 }, async () => {
  await using undisturbed = await setupLibrary(films(80), { filesAtATime })
  await undisturbed.scan()

  await using library = await setupLibrary(films(80), { filesAtATime })
  const script = join(import.meta.dirname, 'testing', 'test-scan-in-child.ts')
  const child = spawn(
    process.execPath,
    ['--conditions=@backlot/source', script, library.databaseUrl, library.id, jobId, `${filesAtATime}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let batches = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'batch' && ++batches === 2) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  expect((await library.films()).length).toBeLessThan(80)

  expect(await library.scan({}, { id: jobId })).toMatchObject({ found: 80, added: 80, matched: 80, problems: 0 })
  expect(await outcome(library)).toEqual(await outcome(undisturbed))
  expect(await library.scan()).toMatchObject({ found: 80, added: 0, updated: 0, moved: 0, gone: 0 })
})

test('a scan whose job is gone does not stand in the way of another', async () => {
  await using library = await setupLibrary(films(5))
  const { db } = library.ports
  await db
    .insertInto('backlot.scans')
    .values({ id: '00000000-0000-4000-8000-000000000001', library_id: library.id, job_id: 'gone', spent_ms: '{}' })
    .execute()
  expect(await library.scan()).toMatchObject({ found: 5 })
  expect(await db.selectFrom('backlot.scans').select(['state', 'error']).where('job_id', '=', 'gone').execute()).toEqual([
    { state: 'failed', error: 'Its job ended without finishing it.' },
  ])
})

test('a second scan of a library waits while the first runs', async () => {
  await using library = await setupLibrary(films(3))
  const { search } = library.ports
  let second: string | undefined
  library.ports.search = {
    ...search,
    index: async (...args) => {
      second ??= (await library.perform()).outcome
      await search.index(...args)
    },
  }
  await library.scan()
  expect(second).toBe('snoozed')
})

test('statements are made for each page of an import, however many films it has', async () => {
  /** So many that a scan makes for five pages. */
  const statements = async (filmsOfPage: number): Promise<number> => {
    await using library = await setupLibrary(films(5 * filmsOfPage), { filesAtATime: 10 * filmsOfPage })
    library.statements.count = 0
    expect(await library.scan()).toMatchObject({ found: 5 * filmsOfPage, matched: 5 * filmsOfPage })
    return library.statements.count
  }
  const [few, many] = [await statements(10), await statements(100)]
  expect(few).toBeLessThan(200)
  expect(many - few).toBeLessThan(20)
})
