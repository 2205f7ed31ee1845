import { known } from '../../known.ts'
import type { AudioTrack, MediaTags, ReadableMedia, SubtitleTrack, VideoTrack } from '../media-facts.ts'
import { cleanLanguage, cleanTag } from '../media-tags.ts'
import type { MediaContainer } from '../sniff-container.ts'
import type { FfprobeReport, FfprobeStream } from './ffprobe-report.ts'

// What ffprobe calls the codecs that this package calls otherwise.
const CODECS: ReadonlyMap<string, string> = new Map([
  ['h264', 'avc'],
  ['mpeg1video', 'mpeg1'],
  ['mpeg2video', 'mpeg2'],
  ['subrip', 'srt'],
  ['hdmv_pgs_subtitle', 'pgs'],
  ['hdmv_text_subtitle', 'textst'],
  ['dvd_subtitle', 'vobsub'],
  ['dvb_subtitle', 'dvbsub'],
  ['mov_text', 'tx3g'],
])
const DATE = /^(\d{4})(?:-\d{2}-\d{2})?/

/** The facts that a report of ffprobe holds, in the words of the reader of this package. */
export function factsOfReport(container: MediaContainer, { streams, format }: FfprobeReport): ReadableMedia {
  const of = (type: string) => streams.filter(({ codec_type, disposition }) => codec_type === type && disposition.attached_pic !== 1)
  return {
    readable: true,
    container,
    ...known({ durationSeconds: isPositive(format.duration) ? format.duration : undefined }),
    video: of('video').map(videoTrack),
    audio: of('audio').map(audioTrack),
    subtitles: of('subtitle').map(subtitleTrack),
    tags: tagsOf(format.tags),
  }
}

function videoTrack(stream: FfprobeStream): VideoTrack {
  const [width, height] = shownSize(stream)
  return {
    width,
    height,
    ...known({
      codec: codecOf(stream),
      hdr: hdrOf(stream),
      framesPerSecond: ratio(stream.avg_frame_rate, '/'),
      language: cleanLanguage(stream.tags['language']),
    }),
  }
}

function audioTrack(stream: FfprobeStream): AudioTrack {
  return {
    channels: isPositive(stream.channels) ? stream.channels : 0,
    ...known({
      codec: codecOf(stream),
      sampleRate: isPositive(stream.sample_rate) ? stream.sample_rate : undefined,
      language: cleanLanguage(stream.tags['language']),
      title: cleanTag(stream.tags['title']),
    }),
  }
}

function subtitleTrack(stream: FfprobeStream): SubtitleTrack {
  return known({
    codec: codecOf(stream),
    language: cleanLanguage(stream.tags['language']),
    title: cleanTag(stream.tags['title']),
    forced: stream.disposition.forced === 1 ? true : undefined,
  })
}

function codecOf({ codec_name }: FfprobeStream): string | undefined {
  if (codec_name === undefined || codec_name === 'unknown') return undefined
  return (
    CODECS.get(codec_name) ??
    codec_name.replace(/^pcm_(\w)(\d+)(le|be)?$/, (_, sign, bits, end) => `pcm-${sign}${bits}${end === 'be' ? 'be' : ''}`)
  )
}

function hdrOf({ color_transfer, codec_tag_string, side_data_list }: FfprobeStream): VideoTrack['hdr'] {
  if (side_data_list.some(({ side_data_type }) => side_data_type === 'DOVI configuration record')) return 'dolby-vision'
  if (/^(?:dvh1|dvhe|dav1)$/.test(codec_tag_string ?? '')) return 'dolby-vision'
  if (color_transfer === 'smpte2084') return 'pq'
  return color_transfer === 'arib-std-b67' ? 'hlg' : undefined
}

/** Pixels that are not square make the picture wider or taller; a rotation of a quarter turn swaps both. */
function shownSize({ width = 0, height = 0, sample_aspect_ratio, side_data_list }: FfprobeStream): [number, number] {
  const pixel = ratio(sample_aspect_ratio, ':') ?? 1
  const shape: [number, number] = pixel >= 1 ? [Math.round(width * pixel), height] : [width, Math.round(height / pixel)]
  const turn = side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0
  return Math.abs(turn) % 180 === 90 ? [shape[1], shape[0]] : shape
}

function ratio(text: string | undefined, between: string): number | undefined {
  const [above, below] = (text ?? '').split(between).map(Number)
  const value = Math.round(((above ?? 0) / (below ?? 0)) * 1000) / 1000
  return isPositive(value) ? value : undefined
}

function tagsOf(tags: FfprobeReport['format']['tags']): MediaTags {
  const date = DATE.exec(tags['date'] ?? tags['wm/year'] ?? '')
  return known({
    title: cleanTag(tags['title']),
    year: date?.[1] === undefined ? undefined : Number(date[1]),
    date: date !== null && date[0].length === 10 ? date[0] : undefined,
    description: cleanTag(tags['description'] ?? tags['synopsis']),
    genre: cleanTag(tags['genre']),
    comment: cleanTag(tags['comment']),
  })
}

function isPositive(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0
}
