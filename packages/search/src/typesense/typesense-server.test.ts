import { isPermanentError, isRetryAfterError, type RetryAfterError } from '@backlot/jobs'
import { startTypesenseSimulator } from '@backlot/testing'
import { expect, test } from 'vitest'
import { testDocument, testFilms } from '../contract/test-documents.ts'
import { searchCollections } from '../search-document.ts'
import { isSearchError } from '../search-error.ts'
import { createTypesenseSearch } from './create-typesense-search.ts'
import { scopedReadKey } from './read-key.ts'

const setup = async () => {
  const server = await startTypesenseSimulator()
  const index = createTypesenseSearch(server)
  const total = async (text = '') => (await index.search({ text, collections: ['movies'] })).total
  return { server, index, total, [Symbol.asyncDispose]: async () => await server.close() }
}

test('an index that nothing was written to yet finds nothing, and makes its collections', async () => {
  await using kit = await setup()
  expect(await kit.index.search({ text: 'nosferatu', collections: ['movies', 'people'] })).toEqual({ hits: [], total: 0, facets: {} })
  expect(kit.server.state().aliases).toEqual({ backlot_movies: 'backlot_movies_v1_first', backlot_people: 'backlot_people_v1_first' })
  expect(await kit.index.needsReindex()).toEqual(['series', 'seasons', 'episodes'])
})

test('documents of an import that the server refuses are named with its reason, and the others are kept', async () => {
  await using kit = await setup()
  const bad = testDocument({ id: 'bad', title: 'Bad year', year: 2 ** 40 })
  const importing = kit.index.index('movies', [testDocument({ title: 'Good' }), bad])
  await expect(importing).rejects.toThrow('could not import 1 of 2 documents into backlot_movies_v1_first: 400 bad: Field `year`')
  await expect(importing).rejects.toSatisfy(isPermanentError)
  expect(await kit.total()).toBe(1)
})

test('an import whose answer has too few lines is no success', async () => {
  await using kit = await setup()
  kit.server.fail({ when: /import/, answers: '{"success":true}' })
  await expect(kit.index.index('movies', testFilms())).rejects.toThrow('answered 1 lines')
})

test('however many documents, the requests of a write are few', async () => {
  await using kit = await setup()
  await kit.index.index('movies', testFilms())
  kit.server.requests.length = 0
  const documents = Array.from({ length: 500 }, (_, number) => testDocument({ title: `Number ${number}` }))
  await kit.index.index('movies', documents)
  expect(kit.server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
  expect(kit.server.requests).toHaveLength(5)
  const combined = async () => await kit.index.search({ text: 'number 77', collections: searchCollections })
  await combined()
  kit.server.requests.length = 0
  await combined()
  expect(kit.server.requests).toEqual(['POST /multi_search'])
})

test('a refused key is for good, and says which setting to check', async () => {
  await using kit = await setup()
  const index = createTypesenseSearch({ url: kit.server.url, apiKey: 'wrong' })
  const asks = [
    async () => await index.search({ text: 'a', collections: ['movies'] }),
    async () => await index.index('movies', testFilms()),
    async () => await index.check(),
  ]
  for (const ask of asks) {
    const refused = ask()
    await expect(refused).rejects.toThrow('refused the API key')
    await expect(refused).rejects.toThrow('search.typesense.apiKey')
    await expect(refused).rejects.toSatisfy(isPermanentError)
  }
})

test('what passes says when to come back: overload, restart, a full disk, a cut connection', async () => {
  await using kit = await setup()
  const failing = async (fault: Parameters<typeof kit.server.fail>[0]) => {
    kit.server.fail({ when: /import/, ...fault })
    return await kit.index.index('movies', testFilms()).then(
      () => undefined,
      (error: unknown) => error,
    )
  }
  await kit.index.index('movies', testFilms())
  const limited = await failing({ status: 429, headers: { 'retry-after': '7' } })
  expect(limited).toMatchObject({ retryAfterMs: 7_000 } satisfies Partial<RetryAfterError>)
  expect(await failing({ status: 503, message: 'Not Ready or Lagging' })).toMatchObject({ retryAfterMs: 15_000 })
  expect(await failing({ status: 422, message: 'Rejecting write: running out of resource type: OUT_OF_DISK' })).toSatisfy(isRetryAfterError)
  expect(await failing({ cut: true })).toSatisfy(isRetryAfterError)
  expect(await failing({ status: 400, message: 'Bad JSON' })).toSatisfy(isPermanentError)
  expect(await failing({ status: 422, message: 'Unprocessable' })).toSatisfy(isPermanentError)
})

test('a server that is away is named, with what was asked of it', async () => {
  const kit = await setup()
  await kit.server.close()
  const searching = kit.total('nosferatu')
  await expect(searching).rejects.toThrow(`Typesense at ${kit.server.url} cannot be reached to search`)
  await expect(searching).rejects.toSatisfy(isRetryAfterError)
})

test('a page of some other server is not taken for an answer', async () => {
  await using kit = await setup()
  kit.server.fail({ answers: '<html>Sign in</html>' })
  await expect(kit.total('nosferatu')).rejects.toThrow('Is search.typesense.url a Typesense server?')
})

test('a server that lost everything is written again', async () => {
  await using kit = await setup()
  await kit.index.index('movies', testFilms())
  kit.server.forget()
  expect(await kit.total()).toBe(0)
  await kit.index.index('movies', testFilms())
  expect(await kit.total()).toBe(testFilms().length)
})

test('a transaction is refused: the index takes no part in it', async () => {
  await using kit = await setup()
  const tx = { getExecutor: () => Promise.reject(new Error('not asked')) } as never
  await expect(kit.index.index('movies', testFilms(), { tx })).rejects.toSatisfy(isSearchError)
  await expect(kit.index.remove('movies', ['a'], { tx })).rejects.toSatisfy(isSearchError)
})

test('a key for reading searches and writes nothing', async () => {
  await using kit = await setup()
  await kit.index.index('movies', testFilms())
  const readKey = await kit.index.createReadKey()
  const reader = createTypesenseSearch({ ...kit.server, readKey })
  expect((await reader.search({ text: 'nosferatu', collections: ['movies'] })).total).toBe(1)
  const holder = createTypesenseSearch({ url: kit.server.url, apiKey: readKey })
  await expect(holder.index('movies', testFilms())).rejects.toThrow('refused the API key')
})

test('a scoped key sees its libraries only, until it ends, and cannot be widened', async () => {
  await using kit = await setup()
  await kit.index.index('movies', testFilms())
  const readKey = await kit.index.createReadKey()
  const totalWith = async (key: string) =>
    (await createTypesenseSearch({ ...kit.server, readKey: key }).search({ text: '', collections: ['movies'] })).total
  expect(await totalWith(scopedReadKey(readKey, {}))).toBe(12)
  const scoped = scopedReadKey(readKey, { libraries: ['library-2'], expiresAt: new Date(Date.now() + 60_000) })
  expect(await totalWith(scoped)).toBe(1)
  expect(await totalWith(scopedReadKey(readKey, { libraries: [] }))).toBe(0)
  const widened = Buffer.from(Buffer.from(scoped, 'base64').toString().replace('library-2', 'library-1')).toString('base64')
  await expect(totalWith(widened)).rejects.toThrow('refused the API key')
  await expect(totalWith(scopedReadKey(readKey, { expiresAt: new Date(0) }))).rejects.toThrow('refused the API key')
})

test('a removal during a build is not undone by it, whichever comes first', async () => {
  await using kit = await setup()
  const [film, ...rest] = testFilms()
  if (film === undefined) throw new Error('The example has films')
  await kit.index.index('movies', [film, ...rest])
  const reindex = await kit.index.startReindex('movies')
  await kit.index.remove('movies', [film.id])
  await reindex.index([film, ...rest])
  await reindex.swap()
  expect(await kit.total()).toBe(rest.length)
  expect(await kit.total(film.title)).toBe(1)
})

test('a swap leaves one collection and its alias; what cut off builds left goes with the next', async () => {
  await using kit = await setup()
  await kit.index.index('movies', testFilms())
  const reindex = await kit.index.startReindex('movies')
  await reindex.swap()
  const { collections, aliases } = kit.server.state()
  expect(collections.filter((name) => name.startsWith('backlot_movies'))).toEqual([aliases['backlot_movies']])
})

test('a swap that was cut off after its one step is over: the next reindex starts anew', async () => {
  await using kit = await setup()
  await kit.index.index('movies', testFilms())
  const cutOff = await kit.index.startReindex('movies')
  await cutOff.index(testFilms())
  kit.server.fail({ when: /DELETE/, cut: true })
  await expect(cutOff.swap()).rejects.toSatisfy(isRetryAfterError)
  expect(await kit.total()).toBe(testFilms().length)
  await kit.index.index('movies', [testDocument({ title: 'Written afterwards' })])
  expect(await kit.total('written afterwards')).toBe(1)
  expect((await kit.index.startReindex('movies')).resumeAfter).toBeUndefined()
})

test('a page far into a combined search is as the pages before it make it expect', async () => {
  await using kit = await setup()
  const many = (title: string) =>
    Array.from({ length: 300 }, (_, number) => testDocument({ title: `${title} ${number}`, year: 1900 + (number % 100) }))
  await kit.index.index('movies', many('Film'))
  await kit.index.index('series', many('Serial'))
  const query = { text: '', collections: ['movies', 'series'], sort: 'year' } as const
  const { hits: far, total } = await kit.index.search({ ...query, offset: 400, limit: 20 })
  expect(total).toBe(600)
  const { hits: before } = await kit.index.search({ ...query, offset: 200, limit: 220 })
  expect(far).toEqual(before.slice(200))
})
