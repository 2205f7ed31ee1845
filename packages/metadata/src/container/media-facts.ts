import type { UniqueIds } from '../movie-fields.ts'
import type { MediaContainer } from './sniff-container.ts'

/** What a video file says of itself, or why it says nothing. */
export type MediaFacts = ReadableMedia | UnreadableMedia

/** A file that is a video by its content. Of containers that nobody looks into (AVI, WMV where no ffprobe is) only `container` is known. */
export interface ReadableMedia {
  readable: true
  container: MediaContainer
  /** Of the whole film, in seconds, as the header says; absent where it does not. */
  durationSeconds?: number
  /** The file is shorter than its header says: a copy or download that stopped. */
  truncated?: true
  video: VideoTrack[]
  audio: AudioTrack[]
  subtitles: SubtitleTrack[]
  tags: MediaTags
}

/** A file that is no video, or none that can be read. `detail` is a sentence for the person whose file it is. */
export interface UnreadableMedia {
  readable: false
  reason: UnreadableReason
  detail: string
  /** What it would be; present where another reader may find more. */
  container?: MediaContainer
}

/**
 * Why a file gave no facts. `not a media file`, `empty file`, `not a file` (a folder, a pipe), `truncated` and `damaged` (it begins like a
 * video and holds none) stay so until the file changes; `missing`, `no permission`, `read error` and `too slow` may get better.
 */
export type UnreadableReason =
  | 'not a media file'
  | 'empty file'
  | 'not a file'
  | 'truncated'
  | 'damaged'
  | 'missing'
  | 'no permission'
  | 'read error'
  | 'too slow'

/** A picture track. Codecs by their usual short names: `avc`, `hevc`, `av1`, `vp9`, …; else what the container calls it. */
export interface VideoTrack {
  codec?: string
  /** In pixels, as shown, so after the pixels' shape and a rotation. */
  width: number
  height: number
  hdr?: 'pq' | 'hlg' | 'dolby-vision'
  framesPerSecond?: number
  language?: string
}

/** A sound track. */
export interface AudioTrack {
  codec?: string
  channels: number
  /** In Hz. */
  sampleRate?: number
  language?: string
  title?: string
}

/** Subtitles inside of the file. */
export interface SubtitleTrack {
  codec?: string
  language?: string
  title?: string
  forced?: true
}

/** The tags of the whole file. */
export interface MediaTags {
  title?: string
  year?: number
  /** `YYYY-MM-DD`. */
  date?: string
  description?: string
  genre?: string
  comment?: string
  uniqueIds?: UniqueIds
}

/** Something that finds out a file's facts: the reader of this package, or an external program. */
export interface MediaProbe {
  /** Resolves also for files that are no videos; rejects with the signal's reason when it aborts, and for nothing else. */
  probe(path: string, options: { signal: AbortSignal }): Promise<MediaFacts>
}
