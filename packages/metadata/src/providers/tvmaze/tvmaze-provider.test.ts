import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { mergeSeries } from '../../merge/merge-series.ts'
import { isProviderError } from '../provider-error.ts'
import { setupTmdb } from '../tmdb/test-tmdb.ts'
import { createTvmazeProvider } from './tvmaze-provider.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

const show = {
  id: 82,
  name: 'Les Vampires',
  status: 'Ended',
  premiered: '1915-11-13',
  genres: ['Crime'],
  network: { name: 'Gaumont', country: { name: 'France', code: 'FR' } },
  webChannel: null,
  externals: { tvrage: null, thetvdb: 77, imdb: 'tt0006206' },
  image: { original: 'https://static.tvmaze.com/v.jpg' },
  rating: { average: 7.2 },
  summary: '<p>A gang &amp; a <b>reporter</b>.</p>',
  _embedded: {
    seasons: [{ id: 9, number: 1, name: '', premiereDate: '1915-11-13', image: null, summary: null }],
    episodes: [
      {
        id: 5,
        season: 1,
        number: 1,
        name: 'The Severed Head',
        airdate: '1915-11-13',
        runtime: 33,
        rating: { average: null },
        image: null,
        summary: null,
      },
      { id: 6, season: 1, number: null, name: 'A special', airdate: '', runtime: null },
    ],
    cast: [{ person: { id: 3, name: 'Musidora', image: null }, character: { name: 'Irma Vep' } }],
    crew: [{ type: 'Creator', person: { id: 4, name: 'Louis Feuillade', image: null } }],
    akas: [{ name: 'The Vampires', country: null }],
  },
}

const setup = async () => {
  const asked: string[] = []
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    asked.push(decodeURIComponent(request.url ?? ''))
    const [path = ''] = (request.url ?? '').split('?')
    const bodies: Record<string, unknown> = {
      '/shows/82': show,
      '/search/shows': [
        { score: 0.9, show },
        { score: 0.1, show: { id: 'broken' } },
      ],
      '/updates/shows': { 82: now / 1_000 - 3_600, 83: now / 1_000 - 7_200_000 },
    }
    if (request.url === '/lookup/shows?imdb=tt0006206') return void response.writeHead(301, { location: '/shows/82' }).end()
    const body = bodies[path]
    response
      .writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json; charset=UTF-8' })
      .end(JSON.stringify(body ?? null))
  }
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    asked,
    tvmaze: createTvmazeProvider({ url, clock: { now: () => now } as never }),
    signal: new AbortController().signal,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('a series comes with its episodes in one request', async () => {
  await using at = await setup()
  expect(await at.tvmaze.series?.('82', { signal: at.signal })).toMatchObject({
    id: '82',
    fields: {
      series: {
        title: 'Les Vampires',
        year: 1915,
        status: 'ended',
        plot: 'A gang & a reporter.',
        networks: ['Gaumont'],
        countries: ['France'],
        ratings: [{ source: 'tvmaze', value: 7.2, max: 10 }],
        uniqueIds: { tvmaze: '82', imdb: 'tt0006206', tvdb: '77' },
        actors: [{ name: 'Musidora', role: 'Irma Vep', uniqueIds: { tvmaze: '3' } }],
        creators: [{ name: 'Louis Feuillade' }],
        otherTitles: [{ title: 'The Vampires' }],
      },
      seasons: [
        {
          number: 1,
          uniqueIds: { tvmaze: '9' },
          episodes: [{ seasonNumber: 1, number: 1, title: 'The Severed Head', runtimeMinutes: 33 }],
        },
      ],
    },
  })
  expect(at.asked).toEqual(['/shows/82?embed[]=episodes&embed[]=seasons&embed[]=cast&embed[]=crew&embed[]=akas'])
})

test('series are found by title, by ids of others, and by what changed', async () => {
  await using at = await setup()
  const { tvmaze, signal } = at
  expect(await tvmaze.searchSeries?.({ title: 'Les Vampires' }, { signal })).toMatchObject([
    { id: '82', title: 'Les Vampires', year: 1915 },
  ])
  expect(await tvmaze.findSeries?.({ tvdb: '1', imdb: 'tt0006206' }, { signal })).toBe('82')
  expect(await tvmaze.findSeries?.({ tvdb: '1' }, { signal })).toBeUndefined()
  expect(await tvmaze.changedSeries?.(new Date(now - 86_400_000), { signal })).toEqual(['82'])
  await expect(tvmaze.series?.('83', { signal })).rejects.toSatisfy((error) => isProviderError(error, 'not found'))
  await tvmaze.check({ signal }).catch((error: unknown) => expect(isProviderError(error, 'not found')).toBe(true))
})

test('TMDb and TVmaze together: each keeps its own ids, the first has the word, the second what the first has not', async () => {
  await using at = await setup()
  await using other = await setupTmdb()
  other.simulator.addSeries({ id: 1, name: 'The Vampires', seasons: 1, external_ids: { imdb_id: 'tt0006206', tvdb_id: null } })
  const [tmdb, tvmaze] = [await other.tmdb.series('1', { signal: other.signal }), await at.tvmaze.series?.('82', { signal: at.signal })]
  if (!tmdb.changed || tvmaze?.changed !== true) throw new Error('Nothing was read')
  const merged = mergeSeries([
    { source: 'tmdb', fields: tmdb.fields.series },
    { source: 'tvmaze', fields: tvmaze.fields.series },
  ])
  expect(merged.fields).toMatchObject({
    title: 'The Vampires',
    plot: 'The Vampires is about something.',
    networks: ['Gaumont'],
    uniqueIds: { tmdb: '1', imdb: 'tt0006206', tvmaze: '82', tvdb: '77' },
  })
  expect(merged.provenance).toMatchObject({ title: 'tmdb', networks: 'tvmaze', 'uniqueIds.tvdb': 'tvmaze' })
})
