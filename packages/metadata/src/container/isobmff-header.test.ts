import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openRegularFile } from '../open-regular-file.ts'
import { readIsobmffHeader } from './isobmff-header.ts'

const number = (value: number, bytes: number) => Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex')
const box = (type: string, ...content: Buffer[]) => {
  const inside = Buffer.concat(content)
  return Buffer.concat([number(inside.length + 8, 4), Buffer.from(type, 'latin1'), inside])
}
const zeros = (count: number) => Buffer.alloc(count)

interface Described {
  id: number
  handler: string
  entry: Buffer
  /** As `mdhd` writes it. */
  language: number
  title?: string
  chapters?: number
  long?: boolean
}

const trak = ({ id, handler, entry, language, title, chapters, long = false }: Described) =>
  box(
    'trak',
    long ? box('tkhd', number(1, 1), zeros(19), number(id, 4)) : box('tkhd', zeros(12), number(id, 4), zeros(8)),
    ...(chapters === undefined ? [] : [box('tref', box('chap', number(chapters, 4)))]),
    box(
      'mdia',
      long ? box('mdhd', number(1, 1), zeros(31), number(language, 2), zeros(2)) : box('mdhd', zeros(20), number(language, 2), zeros(2)),
      box('hdlr', zeros(8), Buffer.from(handler, 'latin1'), zeros(13)),
      box('minf', box('smhd', zeros(8)), box('stbl', box('stsd', zeros(4), number(1, 4), entry))),
    ),
    ...(title === undefined ? [] : [box('udta', box('name', Buffer.from(title)))]),
  )

const read = async (bytes: Uint8Array) => {
  await using folder = await createTempFolder()
  await folder.write({ 'a.mp4': bytes })
  const file = await openRegularFile(join(folder.path, 'a.mp4'), { signal: new AbortController().signal })
  if (file === undefined) throw new Error('no file')
  try {
    return await readIsobmffHeader(file)
  } finally {
    await file.handle.close()
  }
}

const spanish = 0x4e01
const film = box(
  'moov',
  box('mvhd', zeros(100)),
  trak({
    id: 1,
    handler: 'vide',
    entry: box('hvc1', zeros(78), box('hvcC', zeros(9)), box('dvvC', zeros(24))),
    language: 2,
    chapters: 5,
    long: true,
  }),
  trak({ id: 2, handler: 'vide', entry: box('hvc1', zeros(78), box('hvcC', zeros(9))), language: 0x55c4 }),
  trak({ id: 3, handler: 'sbtl', entry: box('tx3g', zeros(40)), language: spanish, title: 'Signs\0' }),
  trak({ id: 4, handler: 'text', entry: box('wvtt', zeros(8)), language: 11, long: true }),
  trak({ id: 5, handler: 'text', entry: box('text', zeros(40)), language: 0 }),
)

test('subtitles are read, chapters are none; languages of QuickTime and Dolby Vision are told by track', async () => {
  const found = await read(Buffer.concat([box('ftyp', Buffer.from('isom'), zeros(4)), film]))
  expect(found.subtitles).toEqual([
    { codec: 'tx3g', language: 'spa', title: 'Signs' },
    { codec: 'webvtt', language: 'jpn' },
  ])
  expect([...found.languages]).toEqual([
    [1, 'ger'],
    [4, 'jpn'],
    [5, 'eng'],
  ])
  expect([...found.dolbyVision]).toEqual([1])
})

test('whatever became of a header, there is an answer', async () => {
  const change = fc.record({ at: fc.nat(film.length - 1), put: fc.uint8Array({ minLength: 1, maxLength: 8 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.nat(film.length), async (changes, length) => {
      const bytes = Uint8Array.from(film)
      for (const { at, put } of changes) bytes.set(put.subarray(0, bytes.length - at), at)
      expect((await read(bytes.subarray(0, length))).subtitles).toBeInstanceOf(Array)
    }),
    { numRuns: 200 },
  )
})
