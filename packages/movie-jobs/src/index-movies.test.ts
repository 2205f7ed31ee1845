import { removeLibrary } from '@backlot/catalog'
import { isPermanentError } from '@backlot/jobs'
import { perform, recordInserts } from '@backlot/jobs/testing'
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
  expect(progress.map(({ phase }) => phase)).toEqual(['indexing', 'swapping'])
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
  expect(inserted).toMatchObject([
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
