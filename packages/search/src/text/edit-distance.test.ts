import { expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'

test.each([
  ['harbor', 'harbor', 0],
  ['harbor', 'harvor', 1],
  ['harbor', 'habor', 1],
  ['harbor', 'harrbor', 1],
  ['harbor', 'hrabor', 1],
  ['harbor', 'ahrbro', 2],
  ['', 'a', 1],
])('%s and %s are %i apart', (from, to, distance) => {
  expect(editDistance(from, to, 3)).toBe(distance)
  expect(editDistance(to, from, 3)).toBe(distance)
})

test('beyond the limit it says one more than the limit', () => {
  expect(editDistance('harbor', 'mountain', 2)).toBe(3)
  expect(editDistance('a', 'abcdef', 1)).toBe(2)
})
