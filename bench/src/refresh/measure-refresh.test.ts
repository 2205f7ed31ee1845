import { expect, test } from 'vitest'
import { filesOf, madeSeries, requestsFor } from './made-series.ts'
import { measureRefresh, mostIn } from './measure-refresh.ts'

test('made-up series are the same every time, long ones and such with specials among them', () => {
  const series = madeSeries(200)
  expect(madeSeries(200)).toEqual(series)
  expect(new Set(series.map(requestsFor))).toEqual(new Set([1, 2, 3]))
  expect(new Set(series.map(({ seasons }) => seasons[0]?.season_number))).toEqual(new Set([0, 1]))
  expect(new Set(series.flatMap(filesOf)).size).toBe(series.flatMap(filesOf).length)
})

test('the most in any second is counted, wherever that second begins', () => {
  expect(mostIn([], 1_000)).toBe(0)
  expect(mostIn([0, 900, 1_000, 1_899, 1_900, 5_000], 1_000)).toBe(3)
})

test('two hosts refresh a small library in exactly the requests that it needs', { timeout: 120_000 }, async () => {
  const figures = await measureRefresh({ series: 45, hosts: 2 }, { say: () => undefined, signal: AbortSignal.timeout(120_000) })
  expect(figures).toMatchObject({ refreshed: 45, requests: figures.allowed, tooMany: 0 })
})
