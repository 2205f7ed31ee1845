import { removeLibrary } from '@backlot/catalog'
import { AbortReason, isPermanentError } from '@backlot/jobs'
import { perform, recordInserts } from '@backlot/jobs/testing'
import { expect, test } from 'vitest'
import { indexTVShows, scanTVShowLibrary } from './args.ts'
import { indexSeries } from './import/index-series.ts'
import { setupLibrary, type TestLibrary } from './testing/test-library.ts'
import { indexTVShowsWorker } from './workers/index-tvshows.ts'
import { scanTVShowLibraryWorker } from './workers/scan-tvshow-library.ts'

const files = { 'Show (2001)/Season 1/S01E01.mkv': 'a', 'Show (2001)/Season 1/S01E02.mkv': 'b', 'Other (2002)/Season 1/S01E01.mkv': 'c' }

const run = async (library: TestLibrary, args: Parameters<typeof indexTVShows>[0]) =>
  await perform(indexTVShowsWorker(library.ports), indexTVShows(args))

test('series are taken out of the index and put back with all that they have', async () => {
  await using library = await setupLibrary(files)
  await library.scan()
  const { id } = await library.find('Show')
  expect((await run(library, { operation: 'remove', seriesIds: [id] })).result).toEqual({ indexed: 0, removed: 4 })
  expect(await library.search('show')).toEqual([])
  const indexed = await run(library, { operation: 'index', seriesIds: [id] })
  expect(indexed.result).toEqual({ indexed: 4, removed: 0 })
  expect(indexed.progress.at(-1)).toMatchObject({ phase: 'indexing', current: 4, total: 4 })
  expect((await library.search('show')).toSorted()).toEqual(['Show', 'Show S01E01', 'Show S01E02', 'Show Season 1'])
})

test('only the episodes that are named are indexed, and what is not there is removed', async () => {
  await using library = await setupLibrary(files)
  await library.scan()
  const [episode] = (await library.find('Show')).seasons[0]?.episodes ?? []
  await run(library, { operation: 'remove', seriesIds: [(await library.find('Show')).id] })
  const gone = '00000000-0000-4000-8000-000000000001'
  expect((await run(library, { operation: 'index', episodeIds: [episode?.id ?? '', gone] })).result).toEqual({ indexed: 1, removed: 1 })
  expect(await library.search('show')).toEqual(['Show S01E01'])
  await expect(run(library, { operation: 'index' })).rejects.toSatisfy(isPermanentError)
})

test('a reindex builds everything anew while everything is found, and goes on after it was cut off', async () => {
  await using library = await setupLibrary(files)
  await library.scan()
  const { search } = library.ports
  const controller = new AbortController()
  const found: string[][] = []
  const kept = new Map<string, unknown>()
  const step = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    if (!kept.has(name)) kept.set(name, await work())
    return kept.get(name) as Value
  }
  library.ports.search = {
    ...search,
    startReindex: async (collection) => {
      const build = await search.startReindex(collection)
      found.push(await library.search('show', 'series'))
      if (collection === 'episodes' && !controller.signal.aborted) controller.abort(new AbortReason('shutdown', 'the host stops'))
      return build
    },
  }
  const worker = indexTVShowsWorker(library.ports)
  const context = { step, signal: controller.signal }
  await expect(perform(worker, indexTVShows({ operation: 'reindex' }), context as never)).rejects.toThrow('the host stops')
  const { result } = await perform(worker, indexTVShows({ operation: 'reindex' }), { step } as never)
  expect(result).toEqual({ indexed: 2 + 2 + 3, removed: 0 })
  // Series and seasons were swapped in by the first attempt.
  expect(found).toEqual([['Show'], ['Show'], ['Show'], ['Show']])
  expect(await library.search('show s01e02', 'episodes')).toContain('Show S01E02')
})

test('an index that takes part in no transaction is told by a job that is part of it', async () => {
  await using library = await setupLibrary(files)
  const ports = { ...library.ports, search: { ...library.ports.search, transactional: false } }
  const { inserted } = await perform(scanTVShowLibraryWorker(ports), scanTVShowLibrary({ libraryId: library.id }))
  expect(inserted.find(({ kind }) => kind !== 'notification')).toMatchObject({
    kind: 'tvshow_search_index',
    args: { operation: 'index', seriesIds: { length: 2 }, seasonIds: { length: 2 }, episodeIds: { length: 3 } },
    inTransaction: true,
  })
})

test('a removed library takes its series out of the index, with seasons and episodes', async () => {
  await using library = await setupLibrary(files)
  await library.scan()
  const ports = { search: library.ports.search, insert: recordInserts().insert }
  await removeLibrary(library.ports.db, library.id, async (tx, { itemIds, episodeIds, removed }) => {
    await indexSeries(tx, ports, { seriesIds: itemIds, seasonIds: [], episodeIds, removed })
  })
  expect(await library.series()).toEqual([])
  expect(await library.search('show')).toEqual([])
  expect(await library.search('')).toEqual([])
})
