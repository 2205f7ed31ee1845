import { expect, test } from 'vitest'
import { perform, type PerformOptions } from '@backlot/jobs/testing'
import { createRadarrClient, createSonarrClient } from '../client/create-arr-client.ts'
import type { ArrPorts } from '../ports.ts'
import { writeState } from '../state/instance-state.ts'
import { setupArr, withRadarr, type TestArr } from '../testing/test-arr.ts'
import { deliverRadarrWebhook, deliverSonarrWebhook } from '../webhooks/deliver-webhook.ts'
import { radarrWebhookWorker, sonarrWebhookWorker } from './webhook-workers.ts'

const nowhere = { url: 'http://127.0.0.1:1', apiKey: 'k', pathMappings: [], webhookSecret: 's' }

const setup = (arr: TestArr) => {
  const activities: { deed: string; reason?: string | undefined }[] = []
  const ports: ArrPorts = {
    ...arr.ports,
    radarr: [createRadarrClient({ app: 'radarr', name: 'main', ...nowhere })],
    sonarr: [createSonarrClient({ app: 'sonarr', name: 'tv', ...nowhere })],
    recordActivity: async (_, activity) => await Promise.resolve(void activities.push(activity)),
  }
  const receivedAt = new Date()
  return {
    activities,
    radarr: async (payload: Record<string, unknown>, options?: PerformOptions) =>
      await perform(radarrWebhookWorker(ports), deliverRadarrWebhook({ instance: 'main', receivedAt, payload }), options),
    sonarr: async (payload: Record<string, unknown>) =>
      await perform(sonarrWebhookWorker(ports), deliverSonarrWebhook({ instance: 'tv', receivedAt, payload })),
  }
}

test.each(['Download', 'Rename', 'MovieAdded', 'MovieFileDelete', 'MovieDelete'])('%s asks for a sync of that film', async (eventType) => {
  await using arr = await setupArr()
  const { radarr } = setup(arr)
  const { inserted, result } = await radarr({ eventType, movie: { id: 7 } })
  expect(inserted).toMatchObject([
    { kind: 'radarr_sync', args: { instance: 'main', operation: 'single', radarrMovieId: 7 }, inTransaction: true },
  ])
  expect(result).toMatchObject({ syncJobId: expect.any(String) })
})

test.each(['Download', 'Rename', 'SeriesAdd', 'SeriesDelete', 'EpisodeFileDelete'])(
  '%s asks for a sync of that series',
  async (eventType) => {
    await using arr = await setupArr()
    const { inserted } = await setup(arr).sonarr({ eventType, series: { id: 3 } })
    expect(inserted).toMatchObject([{ kind: 'sonarr_sync', args: { instance: 'tv', operation: 'single', sonarrSeriesId: 3 } }])
  },
)

test('a post without an id finds its film by the folder; one that nobody knows follows the history', async () => {
  await using arr = await setupArr()
  await using simulator = await withRadarr(arr, { movies: 2 })
  await simulator.sync()
  const { radarr } = setup(arr)
  const folderPath = simulator.movies.get(2)?.path
  expect((await radarr({ eventType: 'Rename', movie: { folderPath } })).inserted).toMatchObject([
    { args: { operation: 'single', radarrMovieId: 2 } },
  ])
  expect((await radarr({ eventType: 'Rename', movie: { folderPath: '/elsewhere' } })).inserted).toMatchObject([
    { args: { operation: 'incremental' } },
  ])
  expect((await radarr({ eventType: 'MovieDelete', movie: { folderPath: '/elsewhere' } })).inserted).toEqual([])
})

test('a grab and trouble are kept and told, a test and what is unknown change nothing', async () => {
  await using arr = await setupArr()
  const { radarr, sonarr, activities } = setup(arr)
  const grab = { eventType: 'Grab', movie: { id: 7, title: 'Greed' }, release: { releaseTitle: 'Greed.1924' } }
  expect((await radarr(grab)).inserted).toMatchObject([
    { args: { event: { type: 'download.grabbed', data: { source: 'radarr main', title: 'Greed', release: 'Greed.1924' } } } },
  ])
  const health = await sonarr({ eventType: 'Health', level: 'error', message: 'No indexers', type: 'IndexerStatusCheck' })
  expect(health.inserted).toMatchObject([
    {
      kind: 'notification',
      args: { event: { type: 'health.problem', data: { source: 'sonarr tv', kind: 'IndexerStatusCheck', reason: 'No indexers' } } },
    },
  ])
  const help = {
    eventType: 'ManualInteractionRequired',
    movie: { id: 7 },
    downloadInfo: { title: 'X' },
    downloadStatusMessages: [{ messages: ['no match'] }],
  }
  expect((await radarr(help)).inserted).toMatchObject([{ args: { event: { type: 'health.problem', data: { reason: 'X: no match' } } } }])
  expect(activities.map(({ deed, reason }) => [deed, reason])).toEqual([
    ['download.grabbed', undefined],
    ['health.problem', 'No indexers'],
    ['import.stuck', 'no match'],
  ])
  expect((await radarr({ eventType: 'Test', movie: { id: 1 } })).inserted).toEqual([])
  const unknown = await radarr({ eventType: 'Brewed' })
  expect(unknown).toMatchObject({ outcome: 'completed', inserted: [], log: [expect.stringContaining('"Brewed"')] })
  expect((await arr.state({ app: 'radarr', name: 'main' })).lastWebhookAt).toBeInstanceOf(Date)
})

test('after a gap the history is asked', async () => {
  await using arr = await setupArr()
  const { radarr } = setup(arr)
  const main = { app: 'radarr', name: 'main' } as const
  // Of what changes nothing by itself.
  const test = { eventType: 'Test' }
  await writeState(arr.db, main, { lastFullAt: new Date(Date.now() - 3_600_000), lastIncrementalAt: new Date() })
  expect((await radarr(test)).inserted).toEqual([])
  await writeState(arr.db, main, { lastIncrementalAt: new Date(Date.now() - 1_800_000) })
  expect((await radarr(test)).inserted).toMatchObject([{ kind: 'radarr_sync', args: { operation: 'incremental' } }])
  await writeState(arr.db, main, { lastIncrementalAt: new Date() })
  expect((await radarr({ eventType: 'ApplicationUpdate', newVersion: '6' })).inserted).toMatchObject([
    { args: { operation: 'incremental' } },
  ])
})
