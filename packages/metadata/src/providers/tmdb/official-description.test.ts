import { findApiDescription, noDescription, startPrism } from '@backlot/testing'
import { expect, test } from 'vitest'
import type { MetadataProvider } from '../metadata-provider.ts'
import { isProviderError } from '../provider-error.ts'
import { startAppendingProxy } from './test-appending-proxy.ts'
import { createTmdbProvider } from './tmdb-provider.ts'

const name = 'tmdb.openapi.json'

/**
 * The description was made of examples, so it knows no null and takes a vote of 8 for proof that votes are whole: answers of
 * TMDb's own do not keep to it.
 */
const loosen = (schema: unknown): void => {
  if (typeof schema !== 'object' || schema === null) return
  Object.values(schema).forEach(loosen)
  if (Array.isArray(schema) || !('type' in schema) || typeof schema.type !== 'string') return
  const type = schema.type === 'integer' ? 'number' : schema.type
  Object.assign(schema, { type: [type, 'null'] })
  for (const word of ['required', 'default', 'format', 'enum']) Reflect.deleteProperty(schema, word)
}

const patch = ({ components }: { components?: { schemas?: unknown } }): void => loosen(components?.schemas)

const setup = async (skip: (reason: string) => never) => {
  const prism = await startPrism(findApiDescription(name) ?? skip(noDescription(name)), { patch })
  const proxy = await startAppendingProxy(prism.url)
  return {
    asked: proxy.asked,
    url: `${proxy.url}/3`,
    tmdb: createTmdbProvider({ url: `${proxy.url}/3`, token: 'any' }) as Required<MetadataProvider>,
    signal: new AbortController().signal,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await prism[Symbol.asyncDispose]()
    },
  }
}

test("TMDb's own description knows every question, and its own examples are understood", { timeout: 120_000 }, async ({ skip }) => {
  await using at = await setup(skip)
  const { tmdb, signal } = at

  // The examples of what is appended are of another film.
  const movie = await tmdb.movie('11', { signal })
  expect(movie).toMatchObject({
    id: '11',
    fields: {
      title: 'Star Wars',
      year: 1977,
      uniqueIds: { tmdb: '11', imdb: 'tt0137523' },
      set: { name: 'Star Wars Collection' },
      certifications: { US: 'R' },
    },
  })
  const { fields } = movie.changed ? movie : expect.unreachable()
  expect(fields.actors?.[0]).toMatchObject({ name: 'Edward Norton', role: 'The Narrator' })
  expect(fields.directors?.map((person) => person.name)).toEqual(['David Fincher'])
  expect(fields.artwork?.length).toBeGreaterThan(10)
  expect(fields.trailers?.length).toBeGreaterThan(0)
  expect(fields.otherTitles?.length).toBeGreaterThan(10)

  const series = await tmdb.series('1399', { signal, seasons: [1] })
  expect(series).toMatchObject({
    fields: {
      series: { title: 'Game of Thrones', status: 'ended', networks: ['HBO'], uniqueIds: { tvdb: '121361' }, certification: 'TV-MA' },
    },
  })
  const season = series.changed ? series.fields.seasons.find(({ number }) => number === 1) : undefined
  expect(season?.episodes).toHaveLength(10)
  expect(season?.episodes?.[0]).toMatchObject({ title: 'Winter Is Coming', aired: '2011-04-17', directors: [{ name: 'Tim Van Patten' }] })
  expect(season?.episodes?.[0]?.guests?.length).toBeGreaterThan(0)

  expect(await tmdb.person('31', { signal })).toMatchObject({
    fields: { name: 'Tom Hanks', born: '1956-07-09', uniqueIds: { tmdb: '31' } },
  })
  expect((await tmdb.searchMovies({ title: 'Fight Club', year: 1999 }, { signal }))[0]).toMatchObject({
    id: '550',
    title: 'Fight Club',
    year: 1999,
  })
  expect((await tmdb.searchSeries({ title: 'Breaking Bad' }, { signal })).length).toBeGreaterThan(0)
  expect(await tmdb.findMovie({ imdb: 'tt0137523' }, { signal })).toMatch(/^\d+$/)
  const since = new Date(Date.now() - 86_400_000)
  expect((await tmdb.changedMovies(since, { signal })).length).toBeGreaterThan(10)
  expect((await tmdb.changedSeries(since, { signal })).length).toBeGreaterThan(10)
  await tmdb.check({ signal })
  // Two of its examples are texts that hold JSON, not JSON.
  expect(at.asked.filter((line) => !line.startsWith('200'))).toEqual(['500 /3/tv/1399/translations', '500 /3/person/31/translations'])
})

test('a request without a key is refused, and one that the description does not know', { timeout: 120_000 }, async ({ skip }) => {
  await using at = await setup(skip)
  const { signal } = at
  const direct = await fetch(`${at.url}/movie/11`, { headers: { accept: 'application/json' } })
  expect(direct.status).toBe(401)
  await expect(at.tmdb.findMovie({ imdb: '' }, { signal })).rejects.toSatisfy((error) => isProviderError(error))
})
