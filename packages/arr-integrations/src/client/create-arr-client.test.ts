import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRadarrSimulator, startSonarrSimulator, type RadarrSimulator } from '@backlot/simulators'
import { expect, test } from 'vitest'
import { createRadarrClient, createSonarrClient } from './create-arr-client.ts'
import type { Row } from './read-row.ts'

const { signal } = new AbortController()

const clientOf = (server: Pick<RadarrSimulator, 'url' | 'apiKey'>) =>
  createRadarrClient({ app: 'radarr', name: 'main', ...server, pathMappings: [], webhookSecret: 'secret' })

const collect = async <Value>(rows: AsyncIterable<Row<Value>>): Promise<Row<Value>[]> => {
  const all: Row<Value>[] = []
  for await (const row of rows) all.push(row)
  return all
}

test('a list is read in one request, and one strange film in it is told and fails nothing else', async () => {
  await using radarr = await startRadarrSimulator({ movies: 3 })
  radarr.edit(2, { oddities: { title: 7, status: 'neverHeardOf' } })
  radarr.edit(3, {
    oddities: { year: 'soon', genres: [1, 'Drama', null], ratings: 'good', tags: null, status: 'neverHeardOf', images: [{}] },
  })
  expect(await collect(clientOf(radarr).movies({ signal }))).toMatchObject([
    { ok: true, value: { id: 1, tmdbId: 900_001, movieFile: { id: 1 } } },
    { ok: false, what: 'something without a title (id 2)', why: expect.stringContaining('title') },
    { ok: true, value: { id: 3, year: undefined, genres: ['Drama'], ratings: {}, tags: [], images: [] } },
  ])
  expect(radarr.requests.all).toEqual(['GET /api/v3/movie'])
})

test('episodes come with their files', async () => {
  await using sonarr = await startSonarrSimulator({ series: 1, seasons: 1, episodesOfSeason: 2 })
  const client = createSonarrClient({ app: 'sonarr', name: 'tv', ...sonarr, pathMappings: [], webhookSecret: 'secret' })
  expect(await collect(client.allSeries({ signal }))).toMatchObject([{ ok: true, value: { id: 1, tvdbId: 800_001 } }])
  expect(await collect(client.episodes(1, { signal }))).toMatchObject([
    { ok: true, value: { seasonNumber: 1, episodeNumber: 1, episodeFile: { id: 1 } } },
    { ok: true, value: { seasonNumber: 1, episodeNumber: 2, episodeFile: { id: 2 } } },
  ])
})

test('a film that is not there is no failure', async () => {
  await using radarr = await startRadarrSimulator()
  expect(await clientOf(radarr).movie(5, { signal })).toBeUndefined()
})

test('a wrong API key is refused, and the message names the setting and not the key', async () => {
  await using radarr = await startRadarrSimulator()
  const client = clientOf({ url: radarr.url, apiKey: 'wrong-key' })
  await expect(client.status({ signal })).rejects.toMatchObject({
    failure: 'refused',
    message: `Radarr "main" at ${radarr.url} refused the API key (401); check arr.radarr "main" apiKey`,
  })
})

test.each([
  [
    { answer: 429, retryAfterSeconds: 7 },
    { failure: 'busy', retryAfterMs: 7_000 },
  ],
  [{ answer: 503 }, { failure: 'busy', retryAfterMs: 60_000 }],
  [{ answer: 500 }, { failure: 'unreachable' }],
  [{ answer: 422 }, { failure: 'wrong' }],
  [{ answer: 'cut' }, { failure: 'unreachable' }],
] as const)('an answer %o is %o', async (outage, failure) => {
  await using radarr = await startRadarrSimulator()
  radarr.outages.begin(outage)
  await expect(clientOf(radarr).status({ signal })).rejects.toMatchObject(failure)
})

test('a server that fails five times in a row is left alone', async () => {
  await using radarr = await startRadarrSimulator()
  const client = clientOf(radarr)
  radarr.outages.begin({ answer: 502 })
  for (let failed = 0; failed < 5; failed++) await expect(client.status({ signal })).rejects.toMatchObject({ failure: 'unreachable' })
  await expect(client.status({ signal })).rejects.toMatchObject({ failure: 'busy', retryAfterMs: 30_000 })
  expect(radarr.requests.count()).toBe(5)
})

test('a page instead of JSON says that the URL base may be missing; nobody there says so, too', async () => {
  const server = createServer((_, response) => response.writeHead(302, { location: '/login' }).end('<html>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(clientOf({ url, apiKey: 'k' }).status({ signal })).rejects.toMatchObject({
    failure: 'wrong',
    message: expect.stringContaining('URL base'),
  })
  await new Promise((resolve) => server.close(resolve))
  await expect(clientOf({ url, apiKey: 'k' }).status({ signal })).rejects.toMatchObject({
    failure: 'unreachable',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

test('an abort comes through as its own reason', async () => {
  await using radarr = await startRadarrSimulator({ movies: 1 })
  const stop = AbortSignal.abort(new Error('enough'))
  await expect(clientOf(radarr).status({ signal: stop })).rejects.toThrow('enough')
})
