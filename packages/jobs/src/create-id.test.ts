import { expect, test } from 'vitest'
import { createId } from './create-id.ts'

test('ids are UUIDs of version 7 that sort as they were made, within a millisecond and when the clock goes back', () => {
  const now = Date.now()
  const ids = [...Array.from({ length: 10_000 }, () => createId(now)), createId(now - 5_000), createId(now + 60_000)]
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids.slice(0, 10)) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
