import { startRadarrSimulator, startSonarrSimulator } from '@backlot/simulators'
import { silentLogger } from '@backlot/jobs'
import { createTempFolder, createTestDatabase, waitFor } from '@backlot/testing'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compose } from '../compose.ts'
import { configSchema } from '../config/config-schema.ts'
import { serveApp } from '../host/serve-app.ts'

const postsFolder =
  process.env['BACKLOT_TEST_WEBHOOKS'] ?? fileURLToPath(new URL('../../../../../shared/fixtures/webhooks', import.meta.url))

/** The whole host with a Radarr and a Sonarr, and a library of each. */
const setup = async () => {
  const folder = await createTempFolder()
  await folder.write({ 'data/x': '', 'films/x': '', 'series/x': '' })
  const database = await createTestDatabase({ template: 'empty', prepare: async () => await Promise.resolve() })
  const radarr = await startRadarrSimulator({ movies: 3, mediaFolder: join(folder.path, 'films') })
  const sonarr = await startSonarrSimulator({ series: 1, seasons: 1, episodesOfSeason: 2, mediaFolder: join(folder.path, 'series') })
  const instance = { apiKey: radarr.apiKey, webhookSecret: 'a secret of my own' }
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const config = configSchema.parse({
    data: join(folder.path, 'data'),
    server: { port },
    libraries: [],
    arr: {
      radarr: [{ ...instance, name: 'main', url: radarr.url, pathMappings: [{ remote: '/movies', local: join(folder.path, 'films') }] }],
      sonarr: [{ ...instance, name: 'tv', url: sonarr.url, pathMappings: [{ remote: '/tv', local: join(folder.path, 'series') }] }],
    },
  })
  const composition = compose({ config, database: { url: database.url, kind: 'external', version: '18' }, logger: silentLogger })
  await composition.host.start()
  const server = await serveApp(composition.app, '127.0.0.1', port)
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const json = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await fetch(`${server.url}${path}`, { method, ...json, headers: { 'content-type': 'application/json', ...headers } })
    const text = await response.text()
    return { status: response.status, json: (text === '' ? undefined : JSON.parse(text)) as never }
  }
  await ask('POST', '/api/libraries', { name: 'films', type: 'movie', paths: [join(folder.path, 'films')] })
  await ask('POST', '/api/libraries', { name: 'series', type: 'tvshow', paths: [join(folder.path, 'series')] })
  const { client } = composition.host
  return {
    radarr,
    sonarr,
    ask,
    client,
    secret: { authorization: `Basic ${btoa('backlot:a secret of my own')}` },
    ended: async (id: string) =>
      await waitFor(
        'the job',
        async () => {
          const job = await client.jobGet(id)
          return job !== undefined && ['completed', 'discarded', 'cancelled'].includes(job.state) ? job : undefined
        },
        { timeoutMs: 60_000 },
      ),
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await composition.host.stop()
      await composition.close()
      await radarr.stop()
      await sonarr.stop()
      await database.drop()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test('a host syncs with both, finds what it synced, and knows how it went', { timeout: 120_000 }, async () => {
  await using host = await setup()
  const { ask, ended } = host
  const { status, json } = await ask('POST', '/api/integrations/radarr/main/sync', {})
  expect(status).toBe(202)
  expect(await ended((json as { id: string }).id)).toMatchObject({ state: 'completed', result: { counts: { found: 3 } } })
  const sonarr = await ask('POST', '/api/integrations/sonarr/tv/sync', { operation: 'full' })
  expect(await ended((sonarr.json as { id: string }).id)).toMatchObject({ state: 'completed', result: { counts: { found: 1 } } })
  expect((await ask('GET', '/api/search?q=crimson%20orchard')).json).toMatchObject({
    hits: expect.arrayContaining([expect.objectContaining({ title: 'The Crimson Orchard of Ash' })]),
  })
  const { json: films } = await ask('GET', '/api/movies?limit=1')
  const [film] = (films as { movies: { id: string }[] }).movies
  expect((await ask('GET', `/api/movies/${film?.id}`)).json).toMatchObject({
    managedBy: [{ app: 'radarr', instance: 'main', monitored: true, qualityProfile: expect.any(String) as string, tags: [] }],
  })
  const { json: shows } = await ask('GET', '/api/series')
  const [show] = (shows as { series: { id: string }[] }).series
  expect((await ask('GET', `/api/series/${show?.id}`)).json).toMatchObject({
    managedBy: [{ app: 'sonarr', instance: 'tv', monitored: true, seasons: [{ number: 1, monitored: true, except: [] }] }],
  })
  expect((await ask('GET', '/api/integrations')).json).toMatchObject({
    integrations: [
      { app: 'radarr', name: 'main', version: '5.21.1.9799', items: 3, counts: { found: 3 }, problems: [] },
      { app: 'sonarr', name: 'tv', items: 1 },
    ],
  })
  expect((await ask('POST', '/api/integrations/radarr/main/test')).json).toMatchObject({ ok: true, items: 3, paths: { found: 3, of: 3 } })
  expect(JSON.stringify((await ask('GET', '/api/integrations')).json)).not.toContain(host.radarr.apiKey)
  expect((await ask('POST', '/api/integrations/radarr/other/sync', {})).status).toBe(404)
  expect((await ask('POST', '/api/integrations/radarr/main/sync', { operation: 'single' })).status).toBe(400)
})

test('a webhook is registered, and posts come in: with the secret, once, whatever they say', { timeout: 120_000 }, async () => {
  await using host = await setup()
  const { ask, ended, secret } = host
  expect((await ask('GET', '/api/integrations/radarr/main/webhook')).json).toMatchObject({ status: 'absent' })
  expect((await ask('POST', '/api/integrations/radarr/main/webhook')).json).toMatchObject({ status: 'registered', missingEvents: [] })
  expect((await ask('POST', '/api/integrations/radarr/main/webhook/test')).json).toMatchObject({ ok: true })
  // What the server did by itself arrived, too.
  await host.radarr.grab(1)
  expect(await host.client.jobTotal({ kinds: ['radarr_webhook'] })).toBeGreaterThanOrEqual(2)
  expect(host.radarr.webhooks.dropped).toEqual([])

  const path = '/api/webhooks/radarr/main'
  const post = { eventType: 'Download', movie: { id: 2 }, movieFile: { id: 9 }, downloadId: 'D' }
  expect((await ask('POST', path, post)).status).toBe(401)
  expect((await ask('POST', path, post, { 'x-api-key': 'wrong' })).status).toBe(401)
  expect((await ask('POST', `${path}/wrong`, post)).status).toBe(401)
  const first = await ask('POST', path, post, secret)
  expect(first).toMatchObject({ status: 202, json: { kind: 'radarr_webhook', duplicate: false } })
  expect(await ask('PUT', path, post, { authorization: 'Bearer a secret of my own' })).toMatchObject({
    status: 202,
    json: { duplicate: true },
  })
  expect(
    await ask('POST', `${path}/${encodeURIComponent('a secret of my own')}`, { eventType: 'Brewed' }, { host: 'backlot.example:8484' }),
  ).toMatchObject({ status: 202, json: { duplicate: false } })
  expect((await ask('POST', path, 'no json', secret)).status).toBe(400)
  expect((await ask('POST', path, `{"a":"${'x'.repeat(1_000_001)}"}`, secret)).status).toBe(413)
  expect(await ended((first.json as { id: string }).id)).toMatchObject({
    state: 'completed',
    result: { says: 'imported', syncJobId: expect.any(String) },
  })
})

/** What the event of a post means. */
const meanings = {
  Test: 'test',
  Grab: 'grabbed',
  Download: 'imported',
  Rename: 'renamed',
  MovieAdded: 'added',
  SeriesAdd: 'added',
  MovieFileDelete: 'file deleted',
  EpisodeFileDelete: 'file deleted',
  MovieDelete: 'deleted',
  SeriesDelete: 'deleted',
  Health: 'health',
  HealthRestored: 'health',
  ApplicationUpdate: 'updated',
  ManualInteractionRequired: 'needs help',
} as const

test('each post that real servers sent is taken, and does what it says', { timeout: 120_000 }, async ({ skip }) => {
  skip(!existsSync(postsFolder), 'no folder of posts of real servers; BACKLOT_TEST_WEBHOOKS names one')
  await using host = await setup()
  const told: string[] = []
  for (const name of await readdir(postsFolder)) {
    const text = await readFile(join(postsFolder, name), 'utf8')
    const path = name.startsWith('radarr') ? '/api/webhooks/radarr/main' : '/api/webhooks/sonarr/tv'
    const { status, json } = await host.ask('POST', path, text, host.secret)
    if (!text.startsWith('{')) {
      expect(status, name).toBe(400)
      continue
    }
    expect(status, name).toBe(202)
    const { eventType } = JSON.parse(text) as { eventType: keyof typeof meanings }
    const says = meanings[eventType]
    expect(says, name).toBeDefined()
    expect(await host.ended((json as { id: string }).id), name).toMatchObject({ state: 'completed', result: { says } })
    told.push(says)
  }
  // What only concerns people is in the activity, once for each post.
  const { json } = await host.ask('GET', '/api/activity?limit=500')
  const deeds = (json as { activity: { deed: string; actor: string; origin: string }[] }).activity.filter(
    ({ actor }) => actor !== 'somebody',
  )
  const kept = { grabbed: 'download.grabbed', health: 'health.problem', updated: 'application.updated' }
  expect(deeds.map(({ deed }) => deed).toSorted()).toEqual(
    told.flatMap((says) => (says in kept ? kept[says as keyof typeof kept] : [])).toSorted(),
  )
  expect(deeds.every(({ actor, origin }) => /^(radarr main|sonarr tv)$/.test(actor) && origin.startsWith('job '))).toBe(true)
})

test('the doctor says what is wrong with an integration and what to do', { timeout: 120_000 }, async () => {
  await using host = await setup()
  const checks = async () => {
    const { json } = await host.ask('GET', '/api/doctor')
    return (json as { checks: { name: string }[] }).checks.filter(({ name }) => /radarr|sonarr/.test(name))
  }
  expect(await checks()).toMatchObject([
    { name: 'radarr main', status: 'warning', fix: 'backlot webhook register radarr main' },
    { name: 'sonarr tv', status: 'warning' },
  ])
  await host.ask('POST', '/api/integrations/radarr/main/webhook')
  host.sonarr.outages.begin({ answer: 401 })
  expect(await checks()).toMatchObject([
    { name: 'radarr main', status: 'ok' },
    { name: 'sonarr tv', status: 'failed', message: expect.stringContaining('check arr.sonarr "tv" apiKey') },
  ])
})
