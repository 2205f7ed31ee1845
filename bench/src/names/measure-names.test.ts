import { expect, test } from 'vitest'
import { madeNames } from './made-names.ts'
import { measureNames } from './measure-names.ts'

test('made-up names are the same every time, and each another', () => {
  expect(madeNames(500)).toEqual(madeNames(500))
  expect(new Set(madeNames(500).map(({ name }) => name)).size).toBeGreaterThan(490)
})

test('every parser is measured', () => {
  const figures = measureNames({ names: 50, rounds: 1, signal: new AbortController().signal })
  expect(figures.map(({ parser }) => parser)).toEqual(['backlot media-names', '@viren070/parse-torrent-title', 'parse-torrent-title'])
  for (const { namesPerSecond } of figures) expect(namesPerSecond).toBeGreaterThan(0)
})
