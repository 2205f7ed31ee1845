import { startTmdbSimulator } from '@backlot/simulators'
import { expect, test } from 'vitest'
import { configSchema } from '../config/config-schema.ts'
import { createOnlineMetadata } from '../host/create-online-metadata.ts'
import { metadataChecks } from './metadata-checks.ts'

const turns = { take: async () => await Promise.resolve({ waitMs: 0 }), pause: async () => await Promise.resolve() }

const checked = async (tmdb: { url: string; token?: string }) => {
  const { metadata } = configSchema.parse({ metadata: { tmdb } })
  return await metadataChecks(createOnlineMetadata(metadata, turns)).run()
}

test('a provider that answers is well; a key that it refuses is a failure that says what to do; an outage passes', async () => {
  await using tmdb = await startTmdbSimulator()
  const { url, token } = tmdb
  expect(await checked({ url, token })).toMatchObject([
    { name: 'metadata tmdb', status: 'ok', message: expect.stringContaining('answers in') },
  ])
  expect(await checked({ url, token: 'wrong' })).toMatchObject([
    { status: 'failed', message: expect.stringContaining('metadata.tmdb.token'), fix: expect.stringContaining('set metadata.tmdb.token') },
  ])
  tmdb.fail('status 503')
  expect(await checked({ url, token })).toMatchObject([{ status: 'warning' }])
  expect(await checked({ url })).toMatchObject({ status: 'ok', message: expect.stringContaining('only what is on disk') })
})
