import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import { expect, test } from 'vitest'
import { openRegularFile } from '../open-regular-file.ts'
import { readMatroskaHeader } from './matroska-header.ts'

const element = (id: string, ...content: Buffer[]) => {
  const inside = Buffer.concat(content)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(0x10000000 + inside.length)
  return Buffer.concat([Buffer.from(id, 'hex'), size, inside])
}

test('Dolby Vision beside a picture that others can show is told by track', async () => {
  await using folder = await createTempFolder()
  const track = (number: number, ...mappings: Buffer[]) =>
    element('ae', element('d7', Buffer.of(number)), element('83', Buffer.of(1)), ...mappings)
  const mapping = (type: string) => element('41e4', element('41e7', Buffer.from(type)), element('41ed', Buffer.alloc(24)))
  const tracks = element('1654ae6b', track(1, mapping('dvvC')), track(2), track(3, mapping('mvcC')))
  await folder.write({ 'a.mkv': Buffer.concat([element('1a45dfa3'), element('18538067', tracks, element('1f43b675'))]) })
  const file = await openRegularFile(join(folder.path, 'a.mkv'), { signal: new AbortController().signal })
  if (file === undefined) throw new Error('no file')
  const { dolbyVision, intact } = await readMatroskaHeader(file)
  await file.handle.close()
  expect({ dolbyVision: [...dolbyVision], intact }).toEqual({ dolbyVision: [1], intact: true })
})
