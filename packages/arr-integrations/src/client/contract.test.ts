import { findApiDescription, noDescription, startPrism, type PrismOptions } from '@backlot/testing'
import { describe, expect, test } from 'vitest'
import type { ArrApp, ArrInstance } from './arr-instance.ts'
import { createRadarrClient, createSonarrClient } from './create-arr-client.ts'
import type { Row } from './read-row.ts'
import { registerWebhook } from '../webhooks/own-webhook.ts'

const { signal } = new AbortController()

const prismOf = async (app: ArrApp, skip: (note: string) => never, options?: PrismOptions) =>
  await startPrism(findApiDescription(`${app}.openapi.json`) ?? skip(noDescription(`${app}.openapi.json`)), options)

const instance = (app: ArrApp, url: string, apiKey = 'any key'): ArrInstance => ({
  app,
  name: 'prism',
  url,
  apiKey,
  pathMappings: [],
  webhookSecret: 'secret',
})

const collect = async <Value>(rows: AsyncIterable<Row<Value>>): Promise<Row<Value>[]> => {
  const all: Row<Value>[] = []
  for await (const row of rows) all.push(row)
  return all
}

const webhook = (id?: number) => ({
  ...(id !== undefined && { id }),
  name: 'Backlot',
  implementation: 'Webhook',
  configContract: 'WebhookSettings',
  fields: [{ name: 'url', value: 'http://127.0.0.1:1/' }],
})

describe('against the official descriptions', { timeout: 120_000 }, () => {
  test('every request to a Radarr is one that it knows, and every answer is read', async ({ skip }) => {
    await using prism = await prismOf('radarr', skip)
    const client = createRadarrClient(instance('radarr', prism.url))
    expect(await client.status({ signal })).toHaveProperty('version')
    expect((await client.qualityProfiles({ signal })).size).toBe(1)
    expect((await client.tags({ signal })).size).toBe(1)
    expect(await client.rootFolders({ signal })).toHaveLength(1)
    // The examples are zeros and words, which are no ids: what has to be read is the list.
    expect(await collect(client.movies({ signal }))).toHaveLength(1)
    expect(await client.movie(1, { signal })).toBeDefined()
    expect(await collect(client.historySince(new Date('2026-01-01'), { signal }))).toMatchObject([{ ok: true }])
    expect(await client.notifications({ signal })).toHaveLength(1)
    await client.saveNotification(webhook(), { signal })
    await client.saveNotification(webhook(7), { signal })
    await client.testNotification(webhook(), { signal })
    await registerWebhook(client, { url: 'http://127.0.0.1:1/', signal })
  })

  test('every request to a Sonarr is one that it knows, and every answer is read', async ({ skip }) => {
    await using prism = await prismOf('sonarr', skip)
    const client = createSonarrClient(instance('sonarr', prism.url))
    expect(await client.status({ signal })).toHaveProperty('version')
    expect((await client.qualityProfiles({ signal })).size).toBe(1)
    expect((await client.tags({ signal })).size).toBe(1)
    expect(await client.rootFolders({ signal })).toHaveLength(1)
    expect(await collect(client.allSeries({ signal }))).toHaveLength(1)
    expect(await client.series(1, { signal })).toBeDefined()
    expect(await collect(client.episodes(1, { signal }))).toHaveLength(1)
    expect(await collect(client.historySince(new Date('2026-01-01'), { signal }))).toMatchObject([{ ok: true }])
    expect(await client.notifications({ signal })).toHaveLength(1)
    await client.saveNotification(webhook(), { signal })
    await client.saveNotification(webhook(7), { signal })
    await client.testNotification(webhook(), { signal })
    await registerWebhook(client, { url: 'http://127.0.0.1:1/', signal })
  })

  test('whatever values fit the description, a row is read or told, never thrown', async ({ skip }) => {
    await using radarr = await prismOf('radarr', skip, { dynamic: true })
    await using sonarr = await prismOf('sonarr', skip, { dynamic: true })
    const movies = createRadarrClient(instance('radarr', radarr.url))
    const series = createSonarrClient(instance('sonarr', sonarr.url))
    for (let round = 0; round < 10; round++) {
      expect(await collect(movies.movies({ signal }))).toBeDefined()
      expect(await collect(series.allSeries({ signal }))).toBeDefined()
      expect(await collect(series.episodes(1, { signal }))).toBeDefined()
    }
  })
})
