import { expect, test } from 'vitest'
import type { MetadataProvider } from '../providers/metadata-provider.ts'
import { setupMedia } from '../testing/test-media.ts'
import { askingFor, type OnlineMetadata } from './online-metadata.ts'
import { forgetVersions, readProviderItems, writeProviderItems } from './provider-items.ts'

const provider = (name: string): MetadataProvider => ({ name, check: async () => await Promise.resolve() })
const online: OnlineMetadata = { providers: [provider('tmdb'), provider('tvmaze')], languages: ['en'] }

test('a library decides whom to ask, in which order and language; else the host does', async () => {
  await using at = await setupMedia()
  const asked = async (settings: { providers?: string[]; language?: string }, languages?: string[]) => {
    const itemId = await at.movie({ title: 'Greed', library: await at.library(settings) })
    const asking = await askingFor(at.db, online, { itemId, languages })
    return [asking.providers.map(({ name }) => name), asking.languages]
  }
  expect(await asked({})).toEqual([['tmdb', 'tvmaze'], ['en']])
  expect(await asked({ providers: ['tvmaze', 'unknown', 'tmdb'], language: 'de' })).toEqual([
    ['tvmaze', 'tmdb'],
    ['de', 'en'],
  ])
  expect(await asked({ providers: [], language: 'de' }, ['fr'])).toEqual([[], ['fr']])
})

test('what a provider was asked is kept by item, and goes with the item', async () => {
  await using at = await setupMedia()
  const itemId = await at.movie({ title: 'Greed' })
  const gone = '00000000-0000-4000-8000-000000000001'
  await writeProviderItems(at.db, [
    { itemId, provider: 'tmdb', providerId: '1', version: 'v1' },
    { itemId, provider: 'tvmaze', providerId: null },
    { itemId: gone, provider: 'tmdb', providerId: '2' },
  ])
  const read = await readProviderItems(at.db, itemId)
  expect([...read.values()].map(({ provider: name, providerId, version }) => [name, providerId, version])).toEqual([
    ['tmdb', '1', 'v1'],
    ['tvmaze', null, null],
  ])
  await forgetVersions(at.db, [itemId])
  expect((await readProviderItems(at.db, itemId)).get('tmdb')).toMatchObject({ providerId: '1', version: null })
  await at.db.deleteFrom('backlot.items').execute()
  expect((await readProviderItems(at.db, itemId)).size).toBe(0)
})
