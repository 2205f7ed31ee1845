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
} from 'mediabunny'
import type { OutputFormat } from 'mediabunny'
import { silentAudio } from './silent-audio.ts'
import { stillVideo } from './still-video.ts'

/** A video to make: real in its container, size, length, tracks and tags; grey and silent in its content. */
export interface Video {
  minutes: number
  /** 480, 720, 1080 or 2160 unless told. */
  height?: number
  width?: number
  audio?: { language: string; channels?: 2 | 6; name?: string }[]
  title?: string
  /** `YYYY-MM-DD`. */
  date?: string
}

const WIDTHS: Readonly<Record<number, number>> = { 480: 640, 720: 1280, 1080: 1920, 2160: 3840 }
const FRAMES = 3

/** Makes a video's bytes, in the container that the extension stands for (`mkv`, `mp4`, `mov`, `m2ts`). The same for the same input. */
export async function videoBytes(extension: string, video: Video): Promise<Uint8Array> {
  const { minutes, height = 480, width = WIDTHS[height] ?? 640, audio = [{ language: 'eng' }] } = video
  const target = new BufferTarget()
  const output = new Output({ format: formatOf(extension), target })
  const picture = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(picture, { frameRate: 24 })
  const sounds = audio.map(({ language, channels = 2, name }) => {
    const source = new EncodedAudioPacketSource('aac')
    output.addAudioTrack(source, { languageCode: language, ...(name === undefined ? {} : { name }) })
    return { source, channels }
  })
  if (video.title !== undefined && extension !== 'm2ts') {
    output.setMetadataTags({ title: video.title, ...(video.date === undefined ? {} : { date: new Date(video.date) }) })
  }
  await output.start()

  for (const { source, channels } of sounds) {
    const { description, frame, sampleRate } = silentAudio(channels)
    const decoderConfig = { codec: 'mp4a.40.2', numberOfChannels: channels, sampleRate, description }
    await source.add(new EncodedPacket(frame, 'key', 0, 1024 / sampleRate), { decoderConfig })
    source.close()
  }
  const still = stillVideo(width, height)
  const decoderConfig = { codec: still.codec, codedWidth: width, codedHeight: height, description: still.description }
  const seconds = (minutes * 60) / FRAMES
  await picture.add(new EncodedPacket(still.drawing, 'key', 0, seconds), { decoderConfig })
  for (let index = 0; index < FRAMES - 1; index++) {
    await picture.add(new EncodedPacket(still.unchanged(index), 'delta', (index + 1) * seconds, seconds))
  }
  await output.finalize()
  if (!target.buffer) throw new Error(`No ${extension} was made.`)
  return withoutDates(new Uint8Array(target.buffer))
}

function formatOf(extension: string): OutputFormat {
  switch (extension) {
    case 'mkv':
      return new MkvOutputFormat()
    case 'mp4':
      return new Mp4OutputFormat({ fastStart: 'in-memory' })
    case 'mov':
      return new MovOutputFormat({ fastStart: 'in-memory' })
    case 'm2ts':
      return new MpegTsOutputFormat()
    default:
      throw new Error(`Videos are not made as ${extension}.`)
  }
}

/** MP4 headers hold the time they were written at, which would make every run's files differ. */
function withoutDates(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  for (const { index } of text.matchAll(/mvhd|tkhd|mdhd/g)) {
    const timeLength = bytes[index + 4] === 1 ? 16 : 8
    bytes.fill(0, index + 8, index + 8 + timeLength)
  }
  return bytes
}
