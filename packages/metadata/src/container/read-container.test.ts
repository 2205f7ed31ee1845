import { execFile } from 'node:child_process'
import { chmod, mkdir, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTempFolder } from '@backlot/testing'
import fc from 'fast-check'
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  MpegTsOutputFormat,
  Output,
  TextSubtitleSource,
  WebMOutputFormat,
} from 'mediabunny'
import type { OutputFormat } from 'mediabunny'
import { describe, expect, test } from 'vitest'
import { createContainerProbe, readContainer } from './read-container.ts'

const { signal } = new AbortController()

const setup = async (files: Record<string, string | Uint8Array> = {}) => {
  const folder = await createTempFolder()
  await folder.write(files)
  return { folder, path: (name: string) => join(folder.path, name) }
}

describe('videos', () => {
  const nosferatu = { durationSeconds: 4, tags: { title: 'Nosferatu', year: 1922, date: '1922-03-04', genre: 'Horror' } }
  const picture = { codec: 'vp9', width: 320, height: 240, hdr: 'pq', language: 'ger', framesPerSecond: 24 }

  test('of a Matroska file all facts are read, subtitles too', async () => {
    const { folder, path } = await setup({ 'a.mkv': await video(new MkvOutputFormat(), 'aac', { subtitles: true }) })
    await using _ = folder
    expect(await readContainer(path('a.mkv'), { signal })).toEqual({
      readable: true,
      container: 'matroska',
      ...nosferatu,
      video: [picture],
      audio: [{ codec: 'aac', channels: 2, sampleRate: 48_000, language: 'eng', title: 'Stereo' }],
      subtitles: [{ codec: 'webvtt', language: 'fre', title: 'Forced' }],
    })
  })

  test.each([
    ['webm', new WebMOutputFormat(), 'opus'],
    ['mp4', new Mp4OutputFormat(), 'aac'],
    ['mov', new MovOutputFormat(), 'aac'],
    ['mp4', new Mp4OutputFormat({ fastStart: 'fragmented' }), 'aac'],
  ] as const)('of a %s file too, whatever its name', async (container, format, codec) => {
    const { folder, path } = await setup({ 'film.avi': await video(format, codec) })
    await using _ = folder
    expect(await readContainer(path('film.avi'), { signal })).toMatchObject({
      readable: true,
      container,
      tags: nosferatu.tags,
      video: [{ codec: 'vp9', width: 320, height: 240 }],
      audio: [{ codec, channels: 2, sampleRate: 48_000, language: 'eng' }],
    })
  })

  test('of a transport stream the tracks are read', async () => {
    const { folder, path } = await setup({ 'a.ts': await video(new MpegTsOutputFormat(), 'mp3', { picture: false }) })
    await using _ = folder
    expect(await readContainer(path('a.ts'), { signal })).toMatchObject({ readable: true, container: 'mpeg-ts', audio: [{ codec: 'mp3' }] })
  })

  test.each([
    ['avi', Buffer.from('RIFF\0\0\0\0AVI LIST')],
    ['asf', Buffer.from('3026b2758e66cf11', 'hex')],
    ['mpeg-ps', Buffer.from('000001ba44', 'hex')],
    ['flv', Buffer.from('FLV\x01\x05')],
  ])('of others nothing but the container is known: %s', async (container, bytes) => {
    const { folder, path } = await setup({ film: bytes })
    await using _ = folder
    expect(await readContainer(path('film'), { signal })).toEqual({
      readable: true,
      container,
      video: [],
      audio: [],
      subtitles: [],
      tags: {},
    })
  })

  test('one that lost its end is still read, and says so', async () => {
    const { folder, path } = await setup({
      'a.mkv': await video(new MkvOutputFormat(), 'aac'),
      'a.mp4': await video(new Mp4OutputFormat({ fastStart: 'in-memory' }), 'aac'),
    })
    await using _ = folder
    await truncate(path('a.mkv'), (await video(new MkvOutputFormat(), 'aac')).length - 200)
    await truncate(path('a.mp4'), (await video(new Mp4OutputFormat({ fastStart: 'in-memory' }), 'aac')).length - 100)
    expect(await readContainer(path('a.mkv'), { signal })).toMatchObject({ readable: true, truncated: true, ...nosferatu })
    expect(await readContainer(path('a.mp4'), { signal })).toMatchObject({ readable: true, truncated: true, ...nosferatu })
  })
})

describe('what cannot be read', () => {
  const reason = async (path: string, timeoutMs = 10_000) => {
    const facts = await readContainer(path, { signal, timeoutMs })
    if (facts.readable) return 'readable'
    expect(facts.detail).toContain(path)
    return facts.reason
  }

  test('each has its reason', async () => {
    const mkv = await video(new MkvOutputFormat(), 'aac')
    const mp4 = await video(new Mp4OutputFormat({ fastStart: false }), 'aac')
    const noise = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7919) % 251))
    const { folder, path } = await setup({
      'empty.mkv': '',
      'text.mkv': 'this is a text',
      'zeros.mkv': new Uint8Array(5000),
      'header.mkv': mkv.subarray(0, 100),
      'no-index.mp4': mp4.subarray(0, mp4.length - 900),
      'noise.mkv': Buffer.concat([mkv.subarray(0, 60), noise]),
      'nothing.mp4': Buffer.from('\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x08free', 'latin1'),
    })
    await using _ = folder
    await mkdir(path('folder.mkv'))
    expect(await reason(path('empty.mkv'))).toBe('empty file')
    expect(await reason(path('text.mkv'))).toBe('not a media file')
    expect(await reason(path('zeros.mkv'))).toBe('not a media file')
    expect(await reason(path('header.mkv'))).toBe('truncated')
    expect(await reason(path('no-index.mp4'))).toBe('truncated')
    expect(await reason(path('noise.mkv'))).toMatch(/damaged|truncated/)
    expect(await reason(path('nothing.mp4'))).toBe('damaged')
    expect(await reason(path('folder.mkv'))).toBe('not a file')
    expect(await reason(path('none.mkv'))).toBe('missing')
    expect(await reason(path('text.mkv/none.mkv'))).toBe('missing')
  })

  test('a pipe is no file, at once', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no named pipes among its files')
    const { folder, path } = await setup()
    await using _ = folder
    await promisify(execFile)('mkfifo', [path('pipe.mkv')])
    expect(await reason(path('pipe.mkv'))).toBe('not a file')
  })

  test('a file that may not be read says so', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may read every file')
    const { folder, path } = await setup({ 'a.mkv': 'x' })
    await using _ = folder
    await chmod(path('a.mkv'), 0)
    expect(await reason(path('a.mkv'))).toBe('no permission')
  })

  test('a file that sends the reader into an endless loop is given up, and the next ones are read', async () => {
    const bytes = Buffer.from(await video(new Mp4OutputFormat({ fastStart: 'in-memory' }), 'aac'))
    const whole = Uint8Array.from(bytes)
    bytes.writeUInt32BE(0xffffffff, bytes.indexOf('stsc') + 16)
    const { folder, path } = await setup({ 'loop.mp4': bytes, 'whole.mp4': whole })
    await using _ = folder
    // More of them than there are threads, and what waits behind them does not pay for their time.
    const loops = [1, 2, 3].map(() => reason(path('loop.mp4'), 1000))
    const others = [1, 2, 3].map(() => reason(path('whole.mp4')))
    expect(await Promise.all(loops)).toEqual(['too slow', 'too slow', 'too slow'])
    expect(await Promise.all(others)).toEqual(['readable', 'readable', 'readable'])
  })
})

describe('an abort', () => {
  test("rejects with the signal's reason, before and in the middle", async () => {
    const { folder, path } = await setup({ 'a.mkv': await video(new MkvOutputFormat(), 'aac') })
    await using _ = folder
    const reason = new Error('the scan was cancelled')
    await expect(readContainer(path('a.mkv'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)

    const controller = new AbortController()
    const running = Array.from({ length: 6 }, () => readContainer(path('a.mkv'), { signal: controller.signal }))
    controller.abort(reason)
    expect((await Promise.allSettled(running)).map((result) => result.status === 'rejected' && result.reason)).toEqual(
      running.map(() => reason),
    )
    expect(await createContainerProbe().probe(path('a.mkv'), { signal })).toMatchObject({ readable: true })
  })
})

test('whatever happened to a video, there is an answer', async () => {
  const originals = await Promise.all([
    video(new MkvOutputFormat(), 'aac', { subtitles: true }),
    video(new WebMOutputFormat(), 'opus'),
    video(new MpegTsOutputFormat(), 'mp3', { picture: false }),
  ])
  const { folder, path } = await setup()
  await using _ = folder
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(60), put: fc.uint8Array({ maxLength: 40 }) })
  const changed = fc
    .tuple(fc.constantFrom(...originals), fc.array(change, { maxLength: 3 }), fc.boolean())
    .map(([bytes, changes, ends]) => {
      const parts = changes.reduce((before, { at, cut, put }) => {
        const place = Math.floor(at * before.length)
        return Buffer.concat([before.subarray(0, place), put, before.subarray(place + cut)])
      }, Buffer.from(bytes))
      return ends ? parts.subarray(0, parts.length / 2) : parts
    })
  await fc.assert(
    fc.asyncProperty(changed, async (bytes) => {
      await folder.write({ 'a.mkv': bytes })
      expect((await readContainer(path('a.mkv'), { signal, timeoutMs: 2000 })).readable).toBeTypeOf('boolean')
    }),
    { numRuns: 150 },
  )
})

/** A real video of four seconds, with a picture track that claims HDR, sound, and tags. */
async function video(format: OutputFormat, codec: 'aac' | 'opus' | 'mp3', { subtitles = false, picture = true } = {}): Promise<Uint8Array> {
  const target = new BufferTarget()
  const output = new Output({ format, target })
  const pictures = new EncodedVideoPacketSource('vp9')
  const sound = new EncodedAudioPacketSource(codec)
  const text = new TextSubtitleSource('webvtt')
  if (picture) output.addVideoTrack(pictures, { frameRate: 24, languageCode: 'ger' })
  output.addAudioTrack(sound, { languageCode: 'eng', name: 'Stereo' })
  if (subtitles) output.addSubtitleTrack(text, { languageCode: 'fre', name: 'Forced' })
  if (picture) output.setMetadataTags({ title: 'Nosferatu', date: new Date('1922-03-04'), genre: 'Horror' })
  await output.start()

  const colorSpace = { primaries: 'bt2020', transfer: 'pq', matrix: 'bt2020-ncl', fullRange: false } as const
  const frame = new Uint8Array(20).fill(0x82)
  for (const second of picture ? [0, 1, 2, 3] : []) {
    await pictures.add(new EncodedPacket(frame, 'key', second, 1), {
      decoderConfig: { codec: 'vp09.00.10.08', codedWidth: 320, codedHeight: 240, colorSpace },
    })
  }
  const description = codec === 'aac' ? { description: Uint8Array.of(0x11, 0x90) } : {}
  // A frame header of MPEG-1 layer 3 at 48 kHz; the other codecs need none.
  const packet = new Uint8Array(384)
  packet.set(codec === 'mp3' ? [0xff, 0xfb, 0x94, 0x00] : [])
  await sound.add(new EncodedPacket(packet, 'key', 0, 4), {
    decoderConfig: { codec: codec === 'aac' ? 'mp4a.40.2' : codec, numberOfChannels: 2, sampleRate: 48_000, ...description },
  })
  if (subtitles) await text.add('WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nPlague!\n')
  await output.finalize()
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0))
}
