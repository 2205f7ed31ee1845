import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exponentialBackoff, linearBackoff } from './backoff.ts'

test('exponential backoff doubles from two seconds to an hour', () => {
  expect([0, 1, 2, 3, 10, 11, 12].map(exponentialBackoff)).toEqual([0, 2_000, 4_000, 8_000, 1_024_000, 2_048_000, 3_600_000])
})

test('linear backoff grows by thirty seconds to half an hour', () => {
  expect([0, 1, 2, 59, 60, 61].map(linearBackoff)).toEqual([0, 30_000, 60_000, 1_770_000, 1_800_000, 1_800_000])
})

test('both stay between zero and their cap, and never shrink', () => {
  fc.assert(
    fc.property(fc.integer(), (attempt) => {
      for (const [backoff, cap] of [
        [exponentialBackoff, 3_600_000],
        [linearBackoff, 1_800_000],
      ] as const) {
        expect(backoff(attempt)).toBeGreaterThanOrEqual(0)
        expect(backoff(attempt)).toBeLessThanOrEqual(cap)
        expect(backoff(attempt + 1)).toBeGreaterThanOrEqual(backoff(attempt))
      }
    }),
  )
})
