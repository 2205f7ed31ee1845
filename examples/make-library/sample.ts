import { drawPoster } from './draw-poster.ts'
import { movieNfo } from './movie-nfo.ts'
import type { SampleNfo } from './movie-nfo.ts'
import { videoBytes } from './write-video.ts'
import type { Video } from './write-video.ts'

/** What a scan makes of a file. Videos have one of the first eight roles. */
export type Role = 'film' | 'episode' | 'extra' | 'sample' | 'unmatched' | 'ignored folder' | 'system folder' | 'unfinished' | 'beside'

/** A file of the sample library, under its path from the library's folder. */
export interface SampleFile {
  role: Role
  /** The extension is that of the path it is written to. */
  make: (extension: string) => Promise<Uint8Array | string> | Uint8Array | string
}

/** Files that show one thing together. */
export interface Sample {
  /** What it is there for, for the README. */
  shows: string
  /** The films that a scan finds in it, as `Title (year)`. Several samples may belong to one film. */
  films: string[]
  files: Record<string, SampleFile>
}

/** Files that show one thing of series together. */
export interface SeriesSample extends Omit<Sample, 'films'> {
  /** The series that a scan finds in it, as `Title (year)`. Several samples may belong to one series. */
  series: string[]
}

/** A video of a film. */
export function film(video: Video): SampleFile {
  return { role: 'film', make: (extension) => videoBytes(extension, video) }
}

/** A video with an episode, or several. */
export function episode(video: Video): SampleFile {
  return { role: 'episode', make: (extension) => videoBytes(extension, video) }
}

/** A video that has another role than a film's or episode's. */
export function clip(role: Exclude<Role, 'film' | 'episode' | 'beside'>, minutes = 2): SampleFile {
  return { role, make: (extension) => videoBytes(extension, { minutes }) }
}

/** Bytes or text as they are, in some role. */
export function verbatim(content: Uint8Array | string, role: Role = 'beside'): SampleFile {
  return { role, make: () => content }
}

/** An NFO in Kodi's format. */
export function nfo(content: SampleNfo): SampleFile {
  return verbatim(movieNfo(content))
}

/** A poster for a title. */
export function poster(title: string): SampleFile {
  return { role: 'beside', make: () => drawPoster(title) }
}
