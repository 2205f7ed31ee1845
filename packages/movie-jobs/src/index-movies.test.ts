import { catalogCleanupTargets, documentSources, removeLibrary } from '@backlot/catalog'
import { isPermanentError } from '@backlot/jobs'
import { perform, recordInserts } from '@backlot/jobs/testing'
import { createTypesenseSearch, reconcileSearch, reconcileSearchWorker } from '@backlot/search'
import { startTypesenseSimulator } from '@backlot/testing'
import { expect, test } from 'vitest'
import { indexMovies, scanMovieLibrary } from './args.ts'
import { indexFilms } from './import/index-films.ts'
import { setupLibrary } from './testing/test-library.ts'
import { indexMoviesWorker } from './workers/index-movies.ts'
import { scanMovieLibraryWorker } from './workers/scan-movie-library.ts'

test('films are indexed, removed, and all indexed anew', async () => {
  await using library = await setupLibrary({ 'A Trip (1950).mkv': 'a', 'B Movie (1951).mkv': 'b' })
  await library.scan()
  const worker = indexMoviesWorker(library.ports)
  const { id } = await library.film('A Trip')
  expect((await perform(worker, indexMovies({ operation: 'remove', movieIds: [id] }))).result).toEqual({ indexed: 0, removed: 1 })
  expect(await library.find('trip')).toEqual([])
  expect((await perform(worker, indexMovies({ operation: 'index', movieIds: [id] }))).result).toEqual({ indexed: 1, removed: 0 })
  expect(await library.find('trip')).toEqual(['A Trip'])
  await perform(worker, indexMovies({ operation: 'remove', movieIds: [id] }))
  const { result, progress } = await perform(worker, indexMovies({ operation: 'reindex' }))
  expect(result).toEqual({ indexed: 2, removed: 0 })
  expect(progress.map(({ phase }) => phase)).toEqual(['indexing movies', 'swapping movies'])
  expect(await library.find('trip')).toEqual(['A Trip'])
})

test('indexing without films is refused, and says what to use', async () => {
  await using library = await setupLibrary()
  await expect(perform(indexMoviesWorker(library.ports), indexMovies({ operation: 'index' }))).rejects.toSatisfy(isPermanentError)
})

test('where the index takes no part in transactions, a job that is part of them indexes', async () => {
  await using library = await setupLibrary({ 'A Trip (1950).mkv': 'a' })
  const ports = { ...library.ports, search: { ...library.ports.search, transactional: false } }
  const { inserted } = await perform(scanMovieLibraryWorker(ports), scanMovieLibrary({ libraryId: library.id }))
  const { id } = await library.film('A Trip')
  expect(inserted.filter(({ kind }) => kind !== 'notification')).toMatchObject([
    { kind: 'movie_search_index', args: { operation: 'index', movieIds: [id] }, inTransaction: true },
    { kind: 'media_probe', args: { libraryId: library.id }, inTransaction: true },
  ])
})

test('a removed library takes its films out of the index', async () => {
  await using library = await setupLibrary({ 'A Trip (1950).mkv': 'a' })
  await library.scan()
  const ports = { search: library.ports.search, insert: recordInserts().insert }
  expect(await removeLibrary(library.ports.db, library.id, async (tx, { itemIds }) => await indexFilms(tx, ports, itemIds))).toBe(true)
  expect(await library.films()).toEqual([])
  expect(await library.find('trip')).toEqual([])
})

const nfo = (title: string, ...actors: string[]): string =>
  `<movie><title>${title}</title>${actors.map((name) => `<actor><name>${name}</name><role>Somebody</role></actor>`).join('')}</movie>`

test('the people of films are found as soon as the films are, in the libraries that have them', async () => {
  await using library = await setupLibrary({
    'Nosferatu (1922)/Nosferatu (1922).mkv': 'a',
    'Nosferatu (1922)/movie.nfo': nfo('Nosferatu', 'Max Schreck', 'Greta Schröder'),
  })
  await library.scan()
  const found = await library.search({ text: 'schroder', collections: ['people'], facets: ['library', 'hasFile'] })
  expect(found.hits).toMatchObject([{ collection: 'people', title: 'Greta Schröder' }])
  expect(found.facets).toEqual({ library: [{ value: library.id, count: 1 }], hasFile: [{ value: 'true', count: 1 }] })
})

test('a search server follows a scan through its index job: films, people, changes and removals', async () => {
  await using server = await startTypesenseSimulator()
  const search = createTypesenseSearch(server)
  await using library = await setupLibrary(
    { 'A Trip (1950)/A Trip (1950).mkv': 'a', 'A Trip (1950)/movie.nfo': nfo('A Trip', 'Max Schreck'), 'B Movie (1951).mkv': 'b' },
    { search },
  )
  const worker = indexMoviesWorker(library.ports)
  const scanAndIndex = async () => {
    const { inserted } = await library.perform()
    for (const { kind, args } of inserted) if (kind === 'movie_search_index') await perform(worker, indexMovies(args as never))
  }
  const find = async (text: string, collection: 'movies' | 'people') =>
    (await search.search({ text, collections: [collection] })).hits.map(({ title }) => title)
  await scanAndIndex()
  expect(await find('trip', 'movies')).toEqual(['A Trip'])
  expect(await find('schreck', 'people')).toEqual(['Max Schreck'])
  const { inserted, insert } = recordInserts()
  expect(
    await removeLibrary(library.ports.db, library.id, async (tx, { itemIds }) => await indexFilms(tx, { search, insert }, itemIds)),
  ).toBe(true)
  for (const { args } of inserted) await perform(worker, indexMovies(args as never))
  expect(await find('', 'movies')).toEqual([])
})

test('a person who is gone leaves a search server by the job of the same transaction', async () => {
  await using server = await startTypesenseSimulator()
  const search = createTypesenseSearch(server)
  await using library = await setupLibrary(
    { 'A Trip (1950)/A Trip (1950).mkv': 'a', 'A Trip (1950)/movie.nfo': nfo('A Trip', 'Max Schreck') },
    { search },
  )
  const { db } = library.ports
  const run = async (jobs: readonly { kind: string; args: unknown }[]) => {
    for (const { kind, args } of jobs)
      if (kind === 'movie_search_index') await perform(indexMoviesWorker(library.ports), indexMovies(args as never))
  }
  const people = async () => (await search.search({ text: '', collections: ['people'] })).hits.map(({ title }) => title)
  await run((await library.perform()).inserted)
  expect(await people()).toEqual(['Max Schreck'])
  await db.deleteFrom('backlot.credits').execute()
  const { inserted, insert } = recordInserts()
  const targets = catalogCleanupTargets(db, {
    unindexPeople: async (tx, ids) => await indexFilms(tx, { search, insert }, [], { personIds: ids }),
  })
  const orphans = targets.find(({ name }) => name === 'orphaned_people')
  const options = { olderThan: new Date(), batchSize: 10, dryRun: false, signal: new AbortController().signal }
  expect(await orphans?.run(options)).toEqual({ deleted: 1 })
  expect(inserted).toMatchObject([{ inTransaction: true }])
  await run(inserted)
  expect(await people()).toEqual([])
})

test('a person who is gone leaves the search of Postgres in the same transaction', async () => {
  await using library = await setupLibrary({
    'A Trip (1950)/A Trip (1950).mkv': 'a',
    'A Trip (1950)/movie.nfo': nfo('A Trip', 'Max Schreck'),
  })
  await library.scan()
  const { db, search } = library.ports
  const people = async () => (await library.search({ text: '', collections: ['people'] })).hits.map(({ title }) => title)
  expect(await people()).toEqual(['Max Schreck'])
  await db.deleteFrom('backlot.credits').execute()
  const { inserted, insert } = recordInserts()
  const targets = catalogCleanupTargets(db, {
    unindexPeople: async (tx, ids) => await indexFilms(tx, { search, insert }, [], { personIds: ids }),
  })
  const options = { olderThan: new Date(), batchSize: 10, dryRun: false, signal: new AbortController().signal }
  await targets.find(({ name }) => name === 'orphaned_people')?.run(options)
  expect([await people(), inserted]).toEqual([[], []])
})

test('reconciling finds films and people equal to what is stored, and brings a lost index back', async () => {
  await using server = await startTypesenseSimulator()
  const search = createTypesenseSearch(server)
  await using library = await setupLibrary({
    'A Trip (1950)/A Trip (1950).mkv': 'a',
    'A Trip (1950)/movie.nfo': nfo('A Trip', 'Max Schreck'),
  })
  await library.scan()
  const { db } = library.ports
  const own = reconcileSearchWorker({ db, search: library.ports.search as never, sources: documentSources })
  expect((await perform(own, reconcileSearch({}))).result).toMatchObject({ compared: 2, missing: 0, stale: 0, leftOver: 0 })
  const theirs = reconcileSearchWorker({ db, search, sources: documentSources })
  expect((await perform(theirs, reconcileSearch({}))).result).toMatchObject({ rebuilt: 2 })
  expect((await perform(theirs, reconcileSearch({}))).result).toMatchObject({ compared: 2, missing: 0, stale: 0, leftOver: 0 })
  expect((await search.search({ text: 'schreck', collections: ['people'] })).total).toBe(1)
})
