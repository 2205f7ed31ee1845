import type { InputAudioTrack, InputTrack, InputVideoTrack } from 'mediabunny'
import type { RegularFile } from '../open-regular-file.ts'
import { known } from '../known.ts'
import { codecName } from './codec-name.ts'
import { endOfIsobmff } from './end-of-isobmff.ts'
import type { AudioTrack, MediaFacts, ReadableMedia, UnreadableMedia, VideoTrack } from './media-facts.ts'
import { cleanLanguage, cleanTag, mediaTags } from './media-tags.ts'
import { readIsobmffHeader, type IsobmffHeader } from './isobmff-header.ts'
import { readMatroskaHeader } from './matroska-header.ts'
import type { MatroskaHeader } from './matroska-header.ts'
import { openInput } from './open-input.ts'
import type { MediaContainer } from './sniff-container.ts'

const FRAMES_LOOKED_AT = 32

/** A file whose container is known, and that is open. */
export interface SniffedFile {
  path: string
  file: RegularFile
  container: MediaContainer
}

/**
 * Looks into a container for its tracks, duration and tags. One of a kind that cannot be looked into gives its name only; a Matroska or
 * MP4 file without any track is `truncated` when it is shorter than it says, else `damaged`.
 */
export async function readTracks(sniffed: SniffedFile): Promise<MediaFacts> {
  const { file, container } = sniffed
  const nothing: ReadableMedia = { readable: true, container, video: [], audio: [], subtitles: [], tags: {} }
  const matroska = isMatroska(container) ? await readMatroskaHeader(file) : undefined
  const isobmff = isIsobmff(container) ? await fact(readIsobmffHeader(file)) : undefined
  const headers: Headers = { matroska, isobmff }
  const end = isIsobmff(container) ? await fact(endOfIsobmff(file)) : matroska?.segmentEnd
  const truncated = end !== undefined && end > file.size
  // Where the way to the pictures is broken, mediabunny looks for the next part and does not stop looking at the end of the file.
  if (matroska && !matroska.intact) return withoutTracks(sniffed, truncated)

  const input = openInput(file, container)
  try {
    const tracks = (await fact(input.getTracks())) ?? []
    if (tracks.length === 0) return isMatroska(container) || isIsobmff(container) ? withoutTracks(sniffed, truncated) : nothing

    const duration = await fact(input.getDurationFromMetadata(undefined, { skipLiveWait: true }))
    const tags = await fact(input.getMetadataTags())
    return {
      ...nothing,
      ...known({ durationSeconds: isPositive(duration) ? duration : undefined, truncated: truncated || undefined }),
      video: await Promise.all(tracks.filter((track) => track.isVideoTrack()).map((track) => videoTrack(track, headers))),
      audio: await Promise.all(tracks.filter((track) => track.isAudioTrack()).map((track) => audioTrack(track, headers))),
      subtitles: (matroska ?? isobmff)?.subtitles ?? [],
      tags: mediaTags(tags ?? {}, matroska?.title),
    }
  } finally {
    input.dispose()
  }
}

/** What this package reads of the two commonest containers itself. */
interface Headers {
  matroska: MatroskaHeader | undefined
  isobmff: IsobmffHeader | undefined
}

/** A fact that cannot be had is absent: one broken box must not take the others with it. */
async function fact<T>(asked: Promise<T | null>): Promise<T | undefined> {
  try {
    return (await asked) ?? undefined
  } catch {
    return undefined
  }
}

async function videoTrack(track: InputVideoTrack, headers: Headers): Promise<VideoTrack> {
  const { matroska, isobmff } = headers
  const color = await fact(track.getColorSpace())
  const internal = await fact(track.getInternalCodecId())
  return {
    width: atLeastZero(await fact(track.getDisplayWidth())),
    height: atLeastZero(await fact(track.getDisplayHeight())),
    ...known({
      codec: codecName(await fact(track.getCodec()), internal),
      hdr: (matroska ?? isobmff)?.dolbyVision.has(track.id) ? 'dolby-vision' : hdrOf(color?.transfer, internal),
      framesPerSecond: matroska ? matroska.framesPerSecond.get(track.id) : await frameRate(track),
      language: await languageOf(track, headers),
    }),
  }
}

/** From the times of the first frames; those of an MP4 stand in its header. */
async function frameRate(track: InputVideoTrack): Promise<number | undefined> {
  const metrics = await fact(track.computeFrameRateMetrics({ targetPacketCount: FRAMES_LOOKED_AT }))
  if (!metrics || metrics.probedPacketCount < FRAMES_LOOKED_AT / 2 || metrics.bestGuessFrameRate < 1) return undefined
  return Math.round(metrics.bestGuessFrameRate * 1000) / 1000
}

async function audioTrack(track: InputAudioTrack, headers: Headers): Promise<AudioTrack> {
  const sampleRate = await fact(track.getSampleRate())
  return {
    channels: atLeastZero(await fact(track.getNumberOfChannels())),
    ...known({
      codec: codecName(await fact(track.getCodec()), await fact(track.getInternalCodecId())),
      sampleRate: isPositive(sampleRate) ? sampleRate : undefined,
      language: await languageOf(track, headers),
      title: cleanTag(await fact(track.getName())),
    }),
  }
}

async function languageOf(track: InputTrack, { isobmff }: Headers): Promise<string | undefined> {
  return cleanLanguage(await fact(track.getLanguageCode())) ?? isobmff?.languages.get(track.id)
}

function hdrOf(transfer: string | null | undefined, internal: unknown): VideoTrack['hdr'] {
  if (internal === 'dvh1' || internal === 'dvhe' || internal === 'dav1') return 'dolby-vision'
  return transfer === 'pq' || transfer === 'hlg' ? transfer : undefined
}

function withoutTracks({ path, container }: SniffedFile, truncated: boolean): UnreadableMedia {
  if (truncated)
    return {
      readable: false,
      reason: 'truncated',
      detail: `${path} ends before its first track: a copy or download that stopped.`,
    }
  return {
    readable: false,
    reason: 'damaged',
    container,
    detail: `${path} begins like a video but no track can be found in it.`,
  }
}

function isMatroska(container: MediaContainer): boolean {
  return container === 'matroska' || container === 'webm'
}

function isIsobmff(container: MediaContainer): boolean {
  return container === 'mp4' || container === 'mov'
}

function isPositive(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0
}

function atLeastZero(value: number | undefined): number {
  return isPositive(value) ? Math.round(value) : 0
}
