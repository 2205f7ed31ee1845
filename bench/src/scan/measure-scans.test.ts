import { expect, test } from 'vitest'
import { episodeTrees } from './episode-trees.ts'
import { filmTrees } from './film-trees.ts'
import { measureScans } from './measure-scans.ts'

test('a small library gives every figure of a scan, and a folder that goes away takes nothing with it', { timeout: 120_000 }, async () => {
  const figures = await measureScans(filmTrees(60), { say: () => undefined, signal: AbortSignal.timeout(120_000), kill: false })
  expect(figures).toMatchObject({
    files: expect.any(Number),
    first: { filesPerSecond: expect.any(Number), statements: expect.any(Number) },
    unchanged: { seconds: expect.any(Number) },
    offline: { exitCode: 4, removed: 0, addedTwice: 0 },
  })
  expect(figures.first.statements).toBeGreaterThan(figures.unchanged.statements)
})

test('a small library of series gives the same figures', { timeout: 120_000 }, async () => {
  const options = { say: () => undefined, signal: AbortSignal.timeout(120_000), kill: false, watch: true }
  const figures = await measureScans(episodeTrees(140), options)
  expect(figures).toMatchObject({
    files: 140,
    imported: 140,
    first: { filesPerSecond: expect.any(Number) },
    offline: { removed: 0, addedTwice: 0 },
  })
  expect(figures.watching).toMatchObject({ readySeconds: expect.any(Number), scanToFoundSeconds: expect.any(Number) })
  expect(figures.watching?.idleCalls ?? 0).toBe(0)
})
