import { expect, test } from 'vitest'
import { measureSearch } from './search-quality.ts'

test('a small index gives every figure of searches, alone and over everything', { timeout: 120_000 }, async () => {
  const figures = await measureSearch({ films: 300, series: 10, episodes: 5, samples: 12, misses: 1 })
  const look = { inFirstFive: expect.any(Number), ms: { p95: expect.any(Number) }, processorMs: { p95: expect.any(Number) } }
  const looks = { oneTypo: look, prefix: look, exact: { ...look, inFirstFive: 1 } }
  expect(figures).toMatchObject({ films: 300, queries: looks, besideSeries: looks, combined: looks, combinedSeries: { exact: {} } })
  expect(figures.queries.oneTypo.inFirstFive).toBeGreaterThan(0.9)
})
