import { startRadarrSimulator } from '@backlot/simulators'
import { waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { syncRadarr } from '../args.ts'
import { createRadarrClient } from '../client/create-arr-client.ts'
import { startArrHost } from '../testing/start-arr-host.ts'
import { setupArr } from '../testing/test-arr.ts'

const films = 50
const rounds = 20

test('a storm of 1,000 renames is one sync of each film, and loses nothing', { timeout: 120_000 }, async () => {
  await using arr = await setupArr()
  await using radarr = await startRadarrSimulator({ mediaFolder: arr.folder.path, movies: films })
  const pathMappings = [{ remote: '/movies', local: arr.folder.path }]
  const client = createRadarrClient({
    app: 'radarr',
    name: 'main',
    url: radarr.url,
    apiKey: radarr.apiKey,
    pathMappings,
    webhookSecret: 's',
  })
  await using running = await startArrHost(arr, { ...arr.ports, radarr: [client], gatherFor: '1s' })
  const { client: jobs } = running.host
  await jobs.insert(syncRadarr({ instance: 'main', operation: 'full' }))
  await waitFor('the full sync', async () => (await arr.state({ app: 'radarr', name: 'main' })).lastFullAt !== null)
  radarr.webhooks.add({ name: 'ours', url: running.webhookUrl })
  radarr.requests.clear()

  // How long a storm takes depends on the machine; so what is gathered waits for its end here, not for a time.
  await jobs.pause({ kind: 'radarr_sync' })
  for (let round = 1; round <= rounds; round++) {
    await Promise.all(Array.from({ length: films }, async (_, place) => await radarr.renameFile(place + 1, `round ${round}.mkv`)))
  }
  expect(radarr.webhooks.dropped).toEqual([])
  const waiting = { states: ['scheduled', 'available', 'running', 'retryable'] } as const
  await waitFor('all posts', async () => (await jobs.jobTotal({ kinds: ['radarr_webhook'], ...waiting })) === 0, { timeoutMs: 60_000 })
  await jobs.resume({ kind: 'radarr_sync' })
  await waitFor('all syncs', async () => (await jobs.jobTotal({ kinds: ['radarr_sync'], ...waiting })) === 0, { timeoutMs: 60_000 })
  expect(await jobs.jobTotal({ kinds: ['radarr_webhook'], states: ['completed'] })).toBe(films * rounds)
  // One for each film, and the full one.
  expect(await jobs.jobTotal({ kinds: ['radarr_sync'], states: ['completed'] })).toBe(films + 1)
  expect(radarr.requests.count('GET /api/v3/movie/')).toBe(films)
  const files = await arr.files()
  expect(files).toHaveLength(films)
  expect(files.every(({ path, missing }) => path.endsWith(`/round ${rounds}.mkv`) && !missing)).toBe(true)
})
