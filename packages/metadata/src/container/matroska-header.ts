import type { RegularFile } from '../open-regular-file.ts'
import { known } from '../known.ts'
import { codecName } from './codec-name.ts'
import { ebmlElements, ebmlText, ebmlUnsigned } from './ebml.ts'
import type { EbmlElement } from './ebml.ts'
import type { SubtitleTrack } from './media-facts.ts'
import { cleanLanguage, cleanTag } from './media-tags.ts'
import { walkMatroska } from './walk-matroska.ts'

/** What the beginning of a Matroska file tells and mediabunny does not. */
export interface MatroskaHeader {
  /** Where the file has to end, in bytes; absent when it does not say. */
  segmentEnd?: number
  /** Everything before the pictures and sounds is as it should be. */
  intact: boolean
  title?: string
  subtitles: SubtitleTrack[]
  /** By track number. */
  framesPerSecond: ReadonlyMap<number, number>
  /** Numbers of tracks with the metadata of Dolby Vision beside a picture that others can show, too. */
  dolbyVision: ReadonlySet<number>
}

const TITLE = 0x7ba9
const TRACK_ENTRY = 0xae
const TRACK = {
  number: 0xd7,
  type: 0x83,
  codec: 0x86,
  language: 0x22b59c,
  languageTag: 0x22b59d,
  name: 0x536e,
  forced: 0x55aa,
  frame: 0x23e383,
  mapping: 0x41e4,
}
const SUBTITLES = 0x11
const MAPPING_TYPE = 0x41e7
// "dvcC", "dvvC" and "dvwC" as numbers (Matroska, "Block Addition Mappings").
const DOLBY_VISION: ReadonlySet<number> = new Set([0x64766343, 0x64767643, 0x64767743])

/** Reads the title, the subtitles and the frame rates of a Matroska file, and whether its beginning is whole. */
export async function readMatroskaHeader(file: RegularFile): Promise<MatroskaHeader> {
  const { segmentEnd, intact, info, tracks } = await walkMatroska(file)
  const title = info && find(info, whole(info), TITLE)
  const entries = tracks ? [...ebmlElements(tracks, 0, tracks.length)].filter((element) => element.id === TRACK_ENTRY) : []
  return {
    intact,
    ...known({ segmentEnd, title: title && info && ebmlText(info, title) }),
    subtitles: entries.flatMap((entry) => (tracks ? subtitleTrack(tracks, entry) : [])),
    framesPerSecond: new Map(entries.flatMap((entry) => (tracks ? frameRate(tracks, entry) : []))),
    dolbyVision: new Set(
      entries.flatMap((entry) => (tracks && hasDolbyVision(tracks, entry) ? (numberIn(tracks, entry, TRACK.number) ?? []) : [])),
    ),
  }
}

function subtitleTrack(bytes: Uint8Array, entry: EbmlElement): SubtitleTrack[] {
  if (numberIn(bytes, entry, TRACK.type) !== SUBTITLES) return []
  return [
    known({
      codec: codecName(undefined, textIn(bytes, entry, TRACK.codec)),
      // A track without a language is in English by Matroska's definition; in practice it is one nobody gave a language.
      language: cleanLanguage(textIn(bytes, entry, TRACK.languageTag) ?? textIn(bytes, entry, TRACK.language)),
      title: cleanTag(textIn(bytes, entry, TRACK.name)),
      forced: numberIn(bytes, entry, TRACK.forced) === 1 ? true : undefined,
    }),
  ]
}

function frameRate(bytes: Uint8Array, entry: EbmlElement): [number, number][] {
  const track = numberIn(bytes, entry, TRACK.number)
  const nanoseconds = numberIn(bytes, entry, TRACK.frame)
  if (!track || !nanoseconds) return []
  const perSecond = Math.round(1e12 / nanoseconds) / 1000
  return perSecond >= 1 && perSecond <= 1000 ? [[track, perSecond]] : []
}

function hasDolbyVision(bytes: Uint8Array, entry: EbmlElement): boolean {
  const mappings = [...ebmlElements(bytes, entry.start, Math.min(entry.end ?? bytes.length, bytes.length))]
  return mappings.some((element) => element.id === TRACK.mapping && DOLBY_VISION.has(numberIn(bytes, element, MAPPING_TYPE) ?? 0))
}

function textIn(bytes: Uint8Array, parent: EbmlElement, id: number): string | undefined {
  const element = find(bytes, parent, id)
  return element && ebmlText(bytes, element)
}

function numberIn(bytes: Uint8Array, parent: EbmlElement, id: number): number | undefined {
  const element = find(bytes, parent, id)
  return element && ebmlUnsigned(bytes, element)
}

function find(bytes: Uint8Array, parent: EbmlElement, id: number): EbmlElement | undefined {
  for (const element of ebmlElements(bytes, parent.start, Math.min(parent.end ?? bytes.length, bytes.length))) {
    if (element.id === id) return element
  }
  return undefined
}

function whole(bytes: Uint8Array): EbmlElement {
  return { id: 0, start: 0, end: bytes.length }
}
