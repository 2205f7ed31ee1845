import { expect, test } from 'vitest'
import { queueSlots } from './queues.ts'

test('the five queues have the slots of the mission', () => {
  expect(queueSlots({})).toEqual({ critical: 20, high: 15, default: 10, low: 5, bulk: 3 })
})

test('a queue that names no size gets maxWorkers; one that does keeps it', () => {
  expect(queueSlots({ queues: { transcode: undefined, bulk: 1 }, maxWorkers: 4 })).toMatchObject({ transcode: 4, bulk: 1, low: 5 })
})

test('totalWorkers scales all in proportion, each at least one', () => {
  expect(queueSlots({ totalWorkers: 10 })).toEqual({ critical: 4, high: 3, default: 2, low: 1, bulk: 1 })
})
