import { expect, test } from 'vitest'
import { storableJson } from './rows-parameter.ts'

test('what Postgres cannot store in text is left out, and everything else stays as it is', () => {
  expect(JSON.parse(storableJson({ plot: 'a\0b', name: 'half \ud83d of a pair' }))).toEqual({ plot: 'ab', name: 'half \ufffd of a pair' })
  const fine = { plot: 'é 🎬 \\u0000 \n', list: ['x', null, 1] }
  expect(JSON.parse(storableJson(fine))).toEqual(fine)
})
