import { expect, test } from 'vitest'
import { sniffContainer } from './sniff-container.ts'

const transport = (offset: number, stride: number) => {
  const bytes = new Uint8Array(1024)
  for (let packet = 0; packet < 4; packet++) bytes[offset + packet * stride] = 0x47
  return bytes
}

test.each([
  ['matroska', Buffer.from('\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska', 'latin1')],
  ['webm', Buffer.from('\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm', 'latin1')],
  ['mp4', Buffer.from('\0\0\0\x20ftypisom')],
  ['mov', Buffer.from('\0\0\0\x14ftypqt  ')],
  ['mov', Buffer.from('\0\0\x10\0moov')],
  ['avi', Buffer.from('RIFF\0\0\0\0AVI LIST')],
  ['ogg', Buffer.from('OggS\0')],
  ['flv', Buffer.from('FLV\x01\x05')],
  ['asf', Buffer.from('3026b2758e66cf11', 'hex')],
  ['realmedia', Buffer.from('.RMF\0')],
  ['mpeg-ps', Buffer.from('000001ba44', 'hex')],
  ['mpeg-video', Buffer.from('000001b314', 'hex')],
  ['mpeg-ts', transport(0, 188)],
  ['mpeg-ts', transport(4, 192)],
  ['mpeg-ts', transport(0, 204)],
])('%s', (container, bytes) => {
  expect(sniffContainer(bytes)).toBe(container)
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(1024)],
  ['text', Buffer.from('GGGG this is text')],
  ['a picture that uses the format of video', Buffer.from('\0\0\0\x1cftypheic')],
  ['sound that uses the format of video', Buffer.from('\0\0\0\x1cftypM4A ')],
  ['a WAVE', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
  ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['a program', Buffer.from('\x7fELF')],
])('not %s', (_, bytes) => {
  expect(sniffContainer(bytes)).toBeUndefined()
})
