import { expect, test } from 'vitest'
import { z } from 'zod'
import { isStoredAsIs } from './stored-as-is.ts'

test('what JSON has words for is stored as it is', () => {
  const args = z.strictObject({
    id: z.uuid(),
    count: z.number().int().default(0),
    name: z.string().trim().optional(),
    tags: z.array(z.enum(['a', 'b'])),
    event: z.union([z.object({ type: z.literal('one'), data: z.record(z.string(), z.unknown()) }), z.null()]),
  })
  expect(isStoredAsIs(args)).toBe(true)
})

test.each([
  ['a date', z.date()],
  ['a transform', z.string().transform(Number)],
  ['a bigint', z.bigint()],
  ['an item that may be undefined', z.array(z.string().optional())],
  ['a set', z.set(z.string())],
])('%s is read back', (_, schema) => {
  expect(isStoredAsIs(z.object({ deep: z.object({ value: schema }) }))).toBe(false)
})
