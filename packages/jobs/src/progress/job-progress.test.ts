import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advanceProgress, noProgress } from './job-progress.ts'

test('a new phase starts at nothing of unknown, and the percentage stays', () => {
  const half = advanceProgress(noProgress, { phase: 'matching', current: 5, total: 10 })
  expect(half.percentage).toBe(50)
  expect(advanceProgress(half, { phase: 'finishing' })).toEqual({ phase: 'finishing', current: 0, total: 0, percentage: 50, message: '' })
})

test('the percentage is 0 while the total is not known, and 100 only when all is done', () => {
  expect(advanceProgress(noProgress, { current: 7 }).percentage).toBe(0)
  expect(advanceProgress(noProgress, { current: 99_999, total: 100_000 }).percentage).toBe(99.9)
  expect(advanceProgress(noProgress, { current: 12, total: 10 }).percentage).toBe(100)
})

test('whatever is reported, the percentage never goes back and stays between 0 and 100', () => {
  const report = fc.record({ phase: fc.constantFrom('a', 'b'), current: fc.double(), total: fc.double() }, { requiredKeys: [] })
  fc.assert(
    fc.property(fc.array(report), (reports) => {
      let progress = noProgress
      for (const next of reports) {
        const after = advanceProgress(progress, next)
        expect(after.percentage).toBeGreaterThanOrEqual(progress.percentage)
        expect(after.percentage).toBeLessThanOrEqual(100)
        expect([after.current, after.total].every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true)
        progress = after
      }
    }),
  )
})
