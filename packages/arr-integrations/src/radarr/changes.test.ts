import { rename } from 'node:fs/promises'
import { isPermanentError } from '@backlot/jobs'
import { isArrError } from '../client/arr-error.ts'
import { expect, test } from 'vitest'
import { setupArr, withRadarr } from '../testing/test-arr.ts'

test('an upgrade keeps the film: the new file is its, the old one is missing', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 1 })
  await radarr.sync()
  const [film] = await arr.films()
  await radarr.importFile(1, { relativePath: 'better.mkv', content: 'better' })
  const { inserted } = await radarr.sync({ operation: 'single', radarrMovieId: 1 })
  expect(await arr.films()).toEqual([film])
  expect((await arr.files()).map(({ path, missing }) => [path.split('/').at(-1), missing])).toEqual([
    [expect.stringContaining('Bluray-1080p'), true],
    ['better.mkv', false],
  ])
  expect(inserted.filter(({ kind }) => kind === 'read_file')).toHaveLength(1)
})

test('a renamed file stays the same file', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 1 })
  await radarr.sync()
  const [before] = await arr.files()
  await radarr.renameFile(1, 'renamed.mkv')
  await radarr.sync({ operation: 'single', radarrMovieId: 1 })
  const after = await arr.files()
  expect(after).toMatchObject([{ id: before?.id, missing: false }])
  expect(after[0]?.path).toMatch(/\/renamed\.mkv$/)
})

test('a deleted file is missing and its film stays; a deleted film is forgotten and its file missing', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 3 })
  await radarr.sync()
  await radarr.deleteFile(1)
  await radarr.deleteMovie(2)
  await radarr.deleteMovie(3, false)
  const { result } = await radarr.sync()
  expect(result).toMatchObject({ counts: { gone: 2, updated: 1, missing: 2 } })
  // What is still on disk is not missing, whatever Radarr thinks of it.
  expect((await arr.files()).map(({ missing }) => missing)).toEqual(expect.arrayContaining([false, true, true]))
  expect(await arr.films()).toHaveLength(3)
  expect(await arr.managed()).toHaveLength(1)
})

test('a film without a file is there while Radarr wants it, and goes with it', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr)
  const movie = await radarr.add({ title: 'Wanted', year: 1999 })
  await radarr.sync()
  expect(await arr.find('wanted')).toEqual(['Wanted'])
  await radarr.deleteMovie(movie.id)
  expect((await radarr.sync({ operation: 'single', radarrMovieId: movie.id })).result).toMatchObject({ counts: { gone: 1 } })
  expect(await arr.films()).toEqual([])
  expect(await arr.find('wanted')).toEqual([])
})

test('while a disk is away nothing is missing', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 2 })
  await radarr.sync()
  await rename(arr.folder.path, `${arr.folder.path}-away`)
  radarr.edit(1, { file: undefined } as never)
  await radarr.sync()
  expect((await arr.files()).map(({ missing }) => missing)).toEqual([false, false])
  await rename(`${arr.folder.path}-away`, arr.folder.path)
})

test('one strange film is told, is not taken for gone, and fails nothing else', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 3 })
  await radarr.sync()
  radarr.edit(2, { oddities: { title: null } })
  radarr.edit(3, { title: 'Another Name' })
  const { result, log } = await radarr.sync()
  expect(result).toMatchObject({ counts: { strange: 1, updated: 1, unchanged: 1, gone: 0 } })
  expect(log[0]).toContain('(id 2) cannot be read')
  expect((await arr.state({ app: 'radarr', name: 'main' })).problems).toMatchObject([{ what: expect.stringContaining('id 2') }])
  expect(await arr.managed()).toHaveLength(3)
  radarr.edit(1, { oddities: { id: 'one' } })
  expect((await radarr.sync()).result).toMatchObject({ counts: { strange: 2, gone: 0 } })
  expect(await arr.managed()).toHaveLength(3)
})

test('an incremental sync asks only for what history says was touched, and once', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 30 })
  expect(await radarr.sync({ operation: 'incremental' })).toMatchObject({
    inserted: [{ kind: 'radarr_sync', args: { operation: 'full' } }],
  })
  await radarr.sync()
  await radarr.renameFile(4, 'four.mkv')
  await radarr.importFile(5, { relativePath: 'five.mkv' })
  await radarr.deleteFile(6)
  radarr.requests.clear()
  const { result, inserted } = await radarr.sync({ operation: 'incremental' })
  expect(radarr.requests.all.map((request) => request.replace('GET /api/v3/', '')).toSorted()).toEqual([
    'history/since',
    'movie/4',
    'movie/5',
    'movie/6',
  ])
  expect(result).toMatchObject({ counts: { found: 3, updated: 3, missing: 2 } })
  expect(inserted.filter(({ kind }) => kind === 'notification')).toHaveLength(1)
  expect((await arr.files()).filter(({ path }) => /four|five/.test(path))).toMatchObject([{ missing: false }, { missing: false }])

  radarr.requests.clear()
  const again = await radarr.sync({ operation: 'incremental' })
  expect(radarr.requests.all).toEqual(['GET /api/v3/history/since'])
  expect(again.inserted).toEqual([])
})

test('a sync of one film tells what is new, and asks for names only when it meets an unknown one', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 1 })
  await radarr.sync()
  const movie = await radarr.add({ title: 'Greed', year: 1924 })
  radarr.requests.clear()
  const added = await radarr.sync({ operation: 'single', radarrMovieId: movie.id })
  expect(radarr.requests.all).toEqual([`GET /api/v3/movie/${movie.id}`])
  expect(added.inserted).toMatchObject([{ kind: 'notification', args: { event: { type: 'movie.added' } }, inTransaction: true }])
  await radarr.importFile(movie.id)
  radarr.qualityProfiles.push({ id: 9, name: 'New' })
  radarr.edit(movie.id, { qualityProfileId: 9 })
  const available = await radarr.sync({ operation: 'single', radarrMovieId: movie.id })
  expect(
    available.inserted.map(({ kind, args }) => (kind === 'notification' ? (args as { event: { type: string } }).event.type : kind)),
  ).toEqual(['read_file', 'movie.available'])
  expect((await arr.managed()).at(-1)).toMatchObject({ title: 'Greed', qualityProfile: 'New' })
})

test('a refused key fails for good and is stored; a busy server snoozes; one that fails is tried again', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 1 })
  radarr.outages.begin({ answer: 401, requests: 1 })
  await expect(radarr.sync()).rejects.toSatisfy(isPermanentError)
  expect(await arr.state({ app: 'radarr', name: 'main' })).toMatchObject({
    failure: 'refused',
    lastError: expect.stringContaining('check arr.radarr "main" apiKey'),
  })
  radarr.outages.begin({ answer: 503, retryAfterSeconds: 5, requests: 1 })
  expect(await radarr.sync()).toMatchObject({ outcome: 'snoozed' })
  radarr.outages.begin({ answer: 500, requests: 1 })
  await expect(radarr.sync()).rejects.toSatisfy((error) => isArrError(error, 'unreachable'))
  await radarr.sync()
  expect(await arr.state({ app: 'radarr', name: 'main' })).toMatchObject({ failure: null, lastError: null })
})

test('a sync of an instance that is not configured says which there are', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr)
  await expect(radarr.sync({ instance: 'other' })).rejects.toThrow('There is no Radarr "other" in the configuration; there is "main"')
})
