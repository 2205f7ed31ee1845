import { expect, it } from 'vitest'
import { tokenize } from './tokenize.ts'

it('splits at separators and remembers what stood between', () => {
  expect(tokenize('A.b - [c d](e)').map(({ text, gap, bracket }) => [text, gap, bracket])).toEqual([
    ['A', '', 0],
    ['b', '.', 0],
    ['c', ' - [', 1],
    ['d', ' ', 1],
    ['e', '](', 2],
  ])
})

it('parts a codec from the word it was written onto', () => {
  expect(tokenize('WEB-DLx264').map(({ text, start, end }) => [text, start, end])).toEqual([
    ['WEB', 0, 3],
    ['DL', 4, 6],
    ['x264', 6, 10],
  ])
})

it('survives brackets that nothing opened or closed', () => {
  expect(tokenize('a] b (c').map(({ bracket }) => bracket)).toEqual([0, 0, 1])
})
