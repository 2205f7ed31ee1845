import { expect, test } from 'vitest'
import { pageEnd } from './next-items.ts'

const files = (...names: string[]) => names.map((name) => ({ folder: name.includes('/') ? (name.split('/')[0] ?? '') : '', name }))

test('a page ends between names that are least alike, in its last tenth', () => {
  const many = Array.from({ length: 40 }, (_, index) => `A ${String(index).padStart(2, '0')}.mkv`)
  expect(pageEnd(files(...many.slice(0, 37), 'B cd1.mkv', 'B cd2.mkv', 'B cd3.mkv'))).toBe(37)
  expect(pageEnd(files(...many.slice(0, 38), 'B cd1.mkv', 'B cd2.mkv'))).toBe(38)
  expect(pageEnd(files(...many.slice(0, 30), ...Array.from({ length: 10 }, (_, part) => `B cd${part}.mkv`)))).toBeGreaterThan(36)
})

test('a page of one is one', () => {
  expect(pageEnd(files('A.mkv'))).toBe(1)
})
