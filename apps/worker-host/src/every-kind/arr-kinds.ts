import { expect } from 'vitest'
import { daySeries, newFilms } from '../day/day-films.ts'
import { movieTitled, seriesTitled } from '../day/day-catalog.ts'
import { seriesIdOf } from '../day/simulated-ids.ts'
import { integrationListSchema, webhookStatusSchema } from '../http/integration-service.ts'
import { jobPageSchema } from '../http/job-schema.ts'
import type { Takes, Taking } from './taking.ts'

const synced = async ({ host }: Taking, app: 'radarr' | 'sonarr') =>
  (await host.api(integrationListSchema, { path: '/api/integrations' })).integrations.find((one) => one.app === app)

const register = async ({ host }: Taking, place: string): Promise<void> => {
  const path = `/api/integrations/${place}/webhook`
  expect(await host.api(webhookStatusSchema, { method: 'POST', path })).toMatchObject({ status: 'registered' })
}

/** Waits for the jobs of the posts of a kind, and for what they set off. Gives what they say they were about. */
const posted = async ({ host }: Taking, kind: string): Promise<unknown[]> => {
  await host.settle()
  const { jobs } = await host.api(jobPageSchema, { path: '/api/jobs', query: { kind, limit: 500 } })
  const ended = await Promise.all(jobs.map(async ({ id }) => await host.ended(id)))
  expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(['completed']))
  return ended.map(({ result }) => (result as { says: string }).says)
}

/** The kinds of Radarr and Sonarr; their webhooks come as posts, by their own routes. */
export const arrKinds: Takes = {
  radarr_sync: async (at) => {
    const { result } = await at.take('radarr_sync', { instance: 'main', operation: 'full' })
    expect(result).toMatchObject({ counts: { found: 5 } })
    expect(await synced(at, 'radarr')).toMatchObject({ items: 5, problems: [] })
  },
  radarr_webhook: async (at) => {
    await register(at, 'radarr/main')
    await at.world.radarr.importFile(await at.world.addFilm(newFilms.thirdMan))
    expect(await posted(at, 'radarr_webhook')).toEqual(expect.arrayContaining(['test', 'added', 'imported']))
    expect((await movieTitled(at.host.api, newFilms.thirdMan.title)).files).toHaveLength(1)
  },
  sonarr_sync: async (at) => {
    const { result } = await at.take('sonarr_sync', { instance: 'tv', operation: 'full' })
    expect(result).toMatchObject({ counts: { found: 2 } })
    expect(await synced(at, 'sonarr')).toMatchObject({ items: 2, problems: [] })
  },
  sonarr_webhook: async (at) => {
    await register(at, 'sonarr/tv')
    await at.world.sonarr.importFile(seriesIdOf(at.world.sonarr, daySeries.lighthouse), { season: 2, episodes: [3] })
    expect(await posted(at, 'sonarr_webhook')).toEqual(expect.arrayContaining(['test', 'imported']))
    const { episodes } = await seriesTitled(at.host.api, daySeries.lighthouse.title)
    expect(episodes.find(({ seasonNumber, number }) => seasonNumber === 2 && number === 3)?.files).toHaveLength(1)
  },
}
