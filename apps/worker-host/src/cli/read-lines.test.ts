import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { readLines } from './read-lines.ts'

const linesOf = async (chunks: Uint8Array[]): Promise<string[]> => {
  const lines: string[] = []
  for await (const batch of readLines(Readable.from(chunks))) lines.push(...batch)
  return lines
}

it('puts lines and letters together that arrive in pieces', async () => {
  const bytes = Buffer.from('première\r\nдвор\nlast')
  const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte))
  expect(await linesOf(pieces)).toEqual(['première', 'двор', 'last'])
})

it('keeps empty lines, and gives none for the end of the last', async () => {
  expect(await linesOf([Buffer.from('a\n\nb\n')])).toEqual(['a', '', 'b'])
})
