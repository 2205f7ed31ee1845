import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonArrayElements } from './json-array-elements.ts'

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let round = 0; at < bytes.length; round++) {
    const end = at + (sizes[round % sizes.length] ?? 1)
    yield bytes.subarray(at, end)
    at = end
  }
  await Promise.resolve()
}

const read = async (text: string, sizes: readonly number[] = [7]): Promise<unknown[]> => {
  const elements: unknown[] = []
  for await (const element of jsonArrayElements(cut(Buffer.from(text), sizes))) elements.push(JSON.parse(element))
  return elements
}

test('any JSON array comes out as its elements, however it is cut on the way', async () => {
  const json = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 12 })
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(json, sizes, fc.constantFrom(0, 2), async (values, chunks, indent) => {
      const text = JSON.stringify(values, null, indent)
      expect(await read(text, chunks)).toEqual(JSON.parse(text))
    }),
  )
})

test.each(['', '{"message":"no"}', '"text"', '<html>', 'null', '[{"id":1},', '[{"id":"'])('%s is refused', async (text) => {
  await expect(read(text)).rejects.toThrow(SyntaxError)
})
