import { expect, test } from 'vitest'
import { createRadarrClient } from '../client/create-arr-client.ts'
import { setupArr, withRadarr } from '../testing/test-arr.ts'
import { testInstance } from './test-instance.ts'

const { signal } = new AbortController()

test('a test says whether the folders of a server are in a library, and what to map', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 3 })
  const clientWith = (pathMappings: { remote: string; local: string }[], apiKey = radarr.apiKey) =>
    createRadarrClient({ app: 'radarr', name: 'main', url: radarr.url, apiKey, pathMappings, webhookSecret: 's' })
  const mapping = { remote: '/movies', local: arr.folder.path }
  expect(await testInstance(arr.ports, clientWith([]), { signal })).toMatchObject({
    ok: true,
    version: '5.21.1.9799',
    items: 3,
    paths: { found: 0, of: 3, example: expect.stringContaining('/movies/'), proposals: [{ ...mapping, matches: 3, of: 3 }] },
  })
  expect(await testInstance(arr.ports, clientWith([mapping]), { signal })).toMatchObject({ paths: { found: 3, of: 3, proposals: [] } })
  expect(await testInstance(arr.ports, clientWith([], 'wrong'), { signal })).toMatchObject({ ok: false, failure: 'refused' })
})
