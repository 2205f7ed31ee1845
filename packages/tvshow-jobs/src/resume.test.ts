import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { AbortReason } from '@backlot/jobs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'

/** Series of forty episodes, each third with NFOs; and one with more files than fit in a page. */
const tree = (series: number, large = 0): Record<string, string> =>
  Object.fromEntries([
    ...Array.from({ length: series }, (_, show) =>
      Array.from({ length: 40 }, (__, episode) => {
        const path = `Show ${show}/Season ${(episode % 2) + 1}/S0${(episode % 2) + 1}E${Math.floor(episode / 2) + 1}`
        const nfo = `<episodedetails><title>Part ${episode}</title></episodedetails>`
        return [[`${path}.mkv`, `${show} ${episode}`], ...(show % 3 === 0 ? [[`${path}.nfo`, nfo]] : [])]
      }).flat(),
    ).flat(),
    ...Array.from({ length: large }, (_, episode) => [`Vast/Vast - ${String(episode + 1).padStart(4, '0')}.mkv`, `vast ${episode}`]),
  ]) as Record<string, string>

/** Small enough that few series come in several batches. */
const filesAtATime = 100

const jobId = '0190a5c0-0000-7000-8000-000000000001'

/** Everything that a scan leaves behind, without ids and times. */
const outcome = async (library: TestLibrary) => {
  const files = (await library.files()).map(({ id: _id, ...file }) => file)
  const episodes = await library.ports.db
    .selectFrom('backlot.episodes as e')
    .innerJoin('backlot.series as s', 's.id', 'e.series_id')
    .select(['s.title as series', 'e.season_number', 'e.number', 'e.absolute_number', 'e.title'])
    .orderBy('s.title')
    .orderBy('e.season_number')
    .orderBy('e.number')
    .orderBy('e.absolute_number')
    .execute()
  const documents = await sql<{ title: string }>`
    select title from backlot.search_episodes union all select title from backlot.search_series order by title`.execute(library.ports.db)
  return { files, episodes, documents: documents.rows }
}

test('a scan that is cancelled goes on where it was, also in a series that comes in pages', { timeout: 120_000 }, async () => {
  await using undisturbed = await setupLibrary(tree(6, 250), { filesAtATime })
  await undisturbed.scan()

  await using library = await setupLibrary(tree(6, 250), { filesAtATime })
  const { search } = library.ports
  let batches = 0
  let stopAt = 2
  const controller = new AbortController()
  library.ports.search = {
    ...search,
    index: async (collection, ...args) => {
      if (collection === 'episodes' && ++batches === stopAt) controller.abort(new AbortReason('cancelled', 'enough'))
      await search.index(collection, ...args)
    },
  }
  await expect(library.scan({}, { id: jobId, signal: controller.signal })).rejects.toThrow('enough')
  const written = (await library.files()).length
  expect(written).toBeGreaterThan(0)
  expect(written).toBeLessThan(490)
  stopAt = -1
  expect(await library.scan({}, { id: jobId })).toMatchObject({ found: 490, added: 490, matched: 490 })
  expect(await outcome(library)).toEqual(await outcome(undisturbed))
  expect(await library.ports.db.selectFrom('backlot.scans').select('state').execute()).toEqual([{ state: 'completed' }])
})

test('a scan killed with kill -9 goes on in another process, and nothing is there twice', { timeout: 120_000 }, async () => {
  await using undisturbed = await setupLibrary(tree(12), { filesAtATime })
  await undisturbed.scan()

  await using library = await setupLibrary(tree(12), { filesAtATime })
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
  expect((await library.files()).length).toBeLessThan(480)

  expect(await library.scan({}, { id: jobId })).toMatchObject({ found: 480, added: 480, matched: 480, problems: 0 })
  expect(await outcome(library)).toEqual(await outcome(undisturbed))
  expect(await library.scan()).toMatchObject({ found: 480, added: 0, updated: 0, moved: 0, gone: 0 })
})

test('a dry run counts exactly and writes nothing', async () => {
  await using library = await setupLibrary({ ...tree(3), 'odd/clip.mkv': 'x' })
  const dry = await library.perform({ dryRun: true })
  expect(dry.result).toMatchObject({ found: 121, added: 121, matched: 120, unmatched: 1 })
  expect(dry.inserted).toEqual([])
  expect(await library.files()).toEqual([])
  expect(await library.series()).toEqual([])
  expect(await library.scan()).toMatchObject({ found: 121, added: 121, matched: 120, unmatched: 1 })
})

test('one episode that the index cannot take is a problem, and the others are found', async () => {
  await using library = await setupLibrary(tree(2))
  const { search } = library.ports
  const refusing: typeof search = {
    ...search,
    index: async (collection, documents, options) => {
      if (documents.some(({ title }) => title === 'Part 7')) throw Object.assign(new Error('value too long'), { code: '22001' })
      await search.index(collection, documents, options)
    },
  }
  library.ports.search = refusing
  // Two series of forty have NFOs beside the episodes of the first.
  expect(await library.scan()).toMatchObject({ found: 80, matched: 80, problems: 1 })
  expect(await library.problems()).toMatchObject([{ kind: 'not searchable', message: expect.stringContaining('“Part 7”') }])
  expect((await outcome(library)).documents).toHaveLength(81)

  // A scan that finds nothing new looks whether the index takes it now.
  const [problem] = await library.problems()
  expect(await library.scan()).toMatchObject({ found: 80, problems: 1 })
  expect(await library.problems()).toMatchObject([{ id: problem?.id, kind: 'not searchable' }])
  library.ports.search = search
  await library.scan()
  expect(await library.problems()).toEqual([])
  expect((await outcome(library)).documents).toHaveLength(82)
})

test('statements are made for each page of an import, however many files it has', async () => {
  /** So many that a scan makes for five pages. */
  const statements = async (seriesOfPage: number): Promise<number> => {
    await using library = await setupLibrary(tree(5 * seriesOfPage), { filesAtATime: 40 * seriesOfPage })
    library.statements.count = 0
    expect(await library.scan()).toMatchObject({ found: 200 * seriesOfPage, matched: 200 * seriesOfPage })
    return library.statements.count
  }
  const [few, many] = [await statements(1), await statements(5)]
  expect(few).toBeLessThan(5 * 70)
  expect(many - few).toBeLessThan(20)
})
