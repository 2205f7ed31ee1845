import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storableJson, storableText } from './storable-json.ts'

test('what Postgres refuses is replaced, all else stays', () => {
  expect(storableText('a\0b \uD83D\uDE00 \uD83D!')).toBe('a\uFFFDb \uD83D\uDE00 \uFFFD!')
  expect(storableJson({ size: 10n, name: 'x\0', none: undefined })).toBe('{"size":"10","name":"x\uFFFD"}')
  expect(storableJson(undefined)).toBe('null')
  const loop: Record<string, unknown> = {}
  loop['self'] = loop
  expect(() => storableJson(loop)).toThrow(TypeError)
})

test('every value that JSON can hold comes back as it was, when Postgres can hold it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      expect(JSON.parse(storableJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
