import { createServer } from 'node:http'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { startRadarrSimulator, startSonarrSimulator } from './index.ts'

/** Somebody who takes posts. */
const startReceiver = async (status = 202) => {
  const posts: { url: string; authorization: string | undefined; body: { eventType: string } }[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      posts.push({ url: request.url ?? '', authorization: request.headers.authorization, body: JSON.parse(text) as { eventType: string } })
      response.writeHead(answer.status).end()
    })
  })
  const answer = { status }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    posts,
    answer,
    [Symbol.asyncDispose]: async () => await new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

const ask = async (server: { url: string; apiKey: string }, path: string, body?: object): Promise<{ status: number; json: unknown }> => {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`${server.url}/api/v3/${path}`, { headers: { 'x-api-key': server.apiKey }, ...init })
  return { status: response.status, json: await response.json() }
}

test('what a simulated Radarr does is on disk, in its history and in its posts', async () => {
  await using folder = await createTempFolder()
  await using receiver = await startReceiver()
  await using radarr = await startRadarrSimulator({ movies: 1, mediaFolder: folder.path })
  radarr.webhooks.add({ name: 'hook', url: receiver.url, username: 'u', password: 'p' })
  const movie = await radarr.add({ title: 'Greed', year: 1924 })
  await radarr.grab(movie.id)
  await radarr.importFile(movie.id, { relativePath: 'Greed.mkv' })
  expect(existsSync(join(folder.path, 'Greed (1924)/Greed.mkv'))).toBe(true)
  await radarr.importFile(movie.id, { relativePath: 'Greed 2160p.mkv' })
  await radarr.renameFile(movie.id, 'Greed (1924).mkv')
  expect(existsSync(join(folder.path, 'Greed (1924)/Greed (1924).mkv'))).toBe(true)
  await radarr.deleteFile(movie.id)
  await radarr.needsHelp(movie.id)
  expect((await ask(radarr, 'history/since?date=2020-01-01T00:00:00Z')).json).toHaveLength(6)
  await radarr.deleteMovie(movie.id)
  await radarr.health({ level: 'error', message: 'No indexers', type: 'IndexerStatusCheck' })
  expect(existsSync(join(folder.path, 'Greed (1924)'))).toBe(false)
  expect(receiver.posts.map(({ body }) => body.eventType)).toEqual([
    'MovieAdded',
    'Grab',
    'Download',
    'Download',
    'Rename',
    'MovieFileDelete',
    'ManualInteractionRequired',
    'MovieDelete',
    'Health',
  ])
  expect(receiver.posts[0]?.authorization).toBe(`Basic ${btoa('u:p')}`)
  expect(await ask(radarr, `movie/${movie.id}`)).toMatchObject({ status: 404 })
  expect(await ask({ ...radarr, apiKey: 'x' }, 'movie')).toMatchObject({ status: 401 })
})

test('a simulated Sonarr posts both forms of a download, and a file of two episodes is one file', async () => {
  await using receiver = await startReceiver()
  await using sonarr = await startSonarrSimulator()
  sonarr.webhooks.add({ name: 'hook', url: receiver.url })
  const series = await sonarr.add({ seasons: 1, episodesOfSeason: 3 })
  const file = await sonarr.importFile(series.id, { season: 1, episodes: [1, 2] })
  await sonarr.importComplete(series.id, [file.id])
  await sonarr.renameFile(series.id, file.id, 'Season 01/a.mkv')
  await sonarr.deleteFile(series.id, file.id)
  await sonarr.deleteSeries(series.id)
  expect(receiver.posts.map(({ body }) => body.eventType)).toEqual([
    'SeriesAdd',
    'Download',
    'Download',
    'Rename',
    'EpisodeFileDelete',
    'SeriesDelete',
  ])
  expect(receiver.posts[1]?.body).toMatchObject({ episodeFile: { id: file.id }, isUpgrade: false, episodes: [{}, {}] })
  expect(receiver.posts[2]?.body).toMatchObject({ episodeFiles: [{ id: file.id }], fileCount: 1 })
})

test('a webhook that fails is blocked, and what comes meanwhile is dropped', async () => {
  await using receiver = await startReceiver(500)
  await using radarr = await startRadarrSimulator({ movies: 2 })
  const webhook = { name: 'hook', implementation: 'Webhook', fields: [{ name: 'url', value: receiver.url }] }
  expect(await ask(radarr, 'notification', webhook)).toMatchObject({ status: 400, json: [{ propertyName: 'Url' }] })
  expect(await ask(radarr, 'notification?forceSave=true', webhook)).toMatchObject({ status: 201, json: { id: 1 } })
  await radarr.renameFile(1, 'a.mkv')
  await radarr.renameFile(2, 'b.mkv')
  expect(radarr.webhooks.dropped).toHaveLength(2)
  receiver.answer.status = 202
  radarr.webhooks.unblock()
  await radarr.renameFile(2, 'c.mkv')
  expect(receiver.posts.map(({ body }) => body.eventType)).toEqual(['Test', 'Rename', 'Rename'])
  expect(await ask(radarr, 'notification/test', webhook)).toMatchObject({ status: 200 })
})
