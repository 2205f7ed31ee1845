import { expect, test } from 'vitest'
import { setupArr, withRadarr } from '../testing/test-arr.ts'

test('a full sync stores films, files and what Radarr keeps, with four requests; again it writes nothing', async () => {
  await using arr = await setupArr()
  await using radarr = await withRadarr(arr, { movies: 10 })
  await radarr.add({ title: 'Greed', year: 1924, tags: [2], monitored: false, qualityProfileId: 5 })
  radarr.requests.clear()
  const { result, progress, inserted } = await radarr.sync()
  expect(result).toMatchObject({ counts: { found: 11, added: 11, files: 10, unchanged: 0, strange: 0 } })
  expect(radarr.requests.all.toSorted()).toEqual([
    'GET /api/v3/movie',
    'GET /api/v3/qualityprofile',
    'GET /api/v3/system/status',
    'GET /api/v3/tag',
  ])
  expect(await arr.films()).toHaveLength(11)
  expect(await arr.files()).toMatchObject(Array.from({ length: 10 }, () => ({ film: expect.any(String), missing: false })))
  expect((await arr.managed()).at(-1)).toEqual({ title: 'Greed', monitored: false, qualityProfile: 'Ultra-HD', tags: ['keep'] })
  expect(await arr.film('The Crimson Orchard of Ash')).toMatchObject({
    overview: expect.stringContaining('wrong address'),
    knownFrom: 'provider',
    provenance: { plot: 'radarr', title: 'radarr' },
    externalIds: [
      { provider: 'imdb', value: 'tt9000001' },
      { provider: 'tmdb', value: '900001' },
    ],
  })
  expect(await arr.find('crimson orchard')).toEqual(['The Crimson Orchard of Ash'])
  expect(progress.at(-1)).toMatchObject({ phase: 'writing', current: 11, total: 11 })
  expect(inserted.map(({ kind }) => kind)).toEqual([...Array.from({ length: 10 }, () => 'read_file'), 'notification'])
  expect(inserted.at(-1)?.args).toMatchObject({ event: { type: 'sync.done', data: { counts: { added: 11 } } } })
  expect(await arr.state({ app: 'radarr', name: 'main' })).toMatchObject({
    version: '5.21.1.9799',
    lastFullAt: expect.any(Date),
    lastCounts: { added: 11 },
  })

  const before = await arr.films()
  expect((await radarr.sync()).result).toMatchObject({ counts: { found: 11, added: 0, updated: 0, unchanged: 11 } })
  expect(await arr.films()).toEqual(before)
})
