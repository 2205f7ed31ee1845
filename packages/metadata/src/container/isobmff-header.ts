import { known } from '../known.ts'
import type { RegularFile } from '../open-regular-file.ts'
import { boxesIn, contentOf, type IsobmffBox } from './isobmff-boxes.ts'
import { macintoshLanguage } from './macintosh-language.ts'
import type { SubtitleTrack } from './media-facts.ts'
import { cleanLanguage, cleanTag } from './media-tags.ts'

/** What the header of an MP4 or QuickTime file tells and mediabunny does not. */
export interface IsobmffHeader {
  subtitles: SubtitleTrack[]
  /** By track number; of tracks whose language is written as old QuickTime wrote it. */
  languages: ReadonlyMap<number, string>
  /** Numbers of tracks with the metadata of Dolby Vision beside a picture that others can show, too. */
  dolbyVision: ReadonlySet<number>
}

const SUBTITLES: ReadonlySet<string> = new Set(['sbtl', 'subt', 'subp', 'text', 'clcp'])
const CODECS: ReadonlyMap<string, string> = new Map([
  ['text', 'tx3g'],
  ['wvtt', 'webvtt'],
  ['stpp', 'ttml'],
  ['mp4s', 'vobsub'],
  ['c608', 'eia_608'],
])
// What stands before the boxes of a picture's sample entry.
const VISUAL_ENTRY_BYTES = 78
const MAX_TRACKS = 256

interface Track {
  id: number
  handler: string
  codec?: string
  language?: string
  macintosh?: string
  title?: string
  hasDolbyVision: boolean
  /** Numbers of the tracks that hold its chapters. */
  chapters: number[]
}

/** Reads the subtitles of an MP4 or QuickTime file, and what mediabunny leaves out of its other tracks. Reads some hundred bytes of each. */
export async function readIsobmffHeader(file: RegularFile): Promise<IsobmffHeader> {
  const moov = await child(file, { start: 0, end: file.size }, 'moov')
  const tracks: Track[] = []
  if (moov) for await (const box of boxesIn(file, moov, MAX_TRACKS)) if (box.type === 'trak') tracks.push(await readTrack(file, box))
  // Chapters are text, too, and no subtitles.
  const chapters = new Set(tracks.flatMap((track) => track.chapters))
  return {
    subtitles: tracks.filter(({ id, handler }) => SUBTITLES.has(handler) && !chapters.has(id)).map(subtitleOf),
    languages: new Map(tracks.flatMap(({ id, macintosh }) => (macintosh === undefined ? [] : [[id, macintosh]]))),
    dolbyVision: new Set(tracks.filter(({ hasDolbyVision }) => hasDolbyVision).map(({ id }) => id)),
  }
}

function subtitleOf({ codec, language, macintosh, title }: Track): SubtitleTrack {
  return known({ codec, language: language ?? macintosh, title })
}

async function readTrack(file: RegularFile, trak: IsobmffBox): Promise<Track> {
  const found: Track = { id: 0, handler: '', hasDolbyVision: false, chapters: [] }
  for await (const box of boxesIn(file, trak)) {
    if (box.type === 'tkhd') found.id = await trackId(file, box)
    if (box.type === 'tref') found.chapters = await chapterTracks(file, box)
    if (box.type === 'udta') Object.assign(found, known({ title: await titleOf(file, box) }))
    if (box.type === 'mdia') Object.assign(found, await readMedia(file, box))
  }
  return found
}

async function readMedia(file: RegularFile, mdia: IsobmffBox): Promise<Partial<Track>> {
  const found: Partial<Track> = {}
  for await (const box of boxesIn(file, mdia)) {
    if (box.type === 'hdlr') found.handler = text(await contentOf(file, box, 12), 8, 4)
    if (box.type === 'mdhd') Object.assign(found, languageOf(await contentOf(file, box, 36)))
    const stbl = box.type === 'minf' ? await child(file, box, 'stbl') : undefined
    const stsd = stbl && (await child(file, stbl, 'stsd'))
    if (stsd) Object.assign(found, await sampleEntry(file, stsd))
  }
  return found
}

async function sampleEntry(file: RegularFile, stsd: IsobmffBox): Promise<Partial<Track>> {
  // Behind a version and a count.
  for await (const entry of boxesIn(file, { ...stsd, start: stsd.start + 8 }, 1)) {
    const found: Partial<Track> = { codec: CODECS.get(entry.type) ?? entry.type.trim() }
    for await (const box of boxesIn(file, { ...entry, start: entry.start + VISUAL_ENTRY_BYTES }))
      if (/^dv[cvw]C$/.test(box.type)) found.hasDolbyVision = true
    return found
  }
  return {}
}

/** Three letters in fifteen bits; a number below 1,024 is one of QuickTime's own list. */
function languageOf(mdhd: DataView): Partial<Track> {
  const at = mdhd.byteLength > 0 && mdhd.getUint8(0) === 1 ? 32 : 20
  if (mdhd.byteLength < at + 2) return {}
  const code = mdhd.getUint16(at)
  if (code < 0x400) return known({ macintosh: macintoshLanguage(code) })
  const letters = [10, 5, 0].map((shift) => String.fromCharCode(((code >> shift) & 31) + 0x60)).join('')
  return known({ language: cleanLanguage(letters) })
}

async function trackId(file: RegularFile, tkhd: IsobmffBox): Promise<number> {
  const content = await contentOf(file, tkhd, 24)
  const at = content.byteLength > 0 && content.getUint8(0) === 1 ? 20 : 12
  return content.byteLength >= at + 4 ? content.getUint32(at) : 0
}

async function chapterTracks(file: RegularFile, tref: IsobmffBox): Promise<number[]> {
  const chap = await child(file, tref, 'chap')
  const content = chap && (await contentOf(file, chap, 64))
  return content ? Array.from({ length: Math.floor(content.byteLength / 4) }, (_, index) => content.getUint32(index * 4)) : []
}

async function titleOf(file: RegularFile, udta: IsobmffBox): Promise<string | undefined> {
  const name = await child(file, udta, 'name')
  return name && cleanTag(new TextDecoder().decode(await contentOf(file, name, 400)))
}

async function child(file: RegularFile, parent: { start: number; end: number }, type: string): Promise<IsobmffBox | undefined> {
  for await (const box of boxesIn(file, parent, MAX_TRACKS)) if (box.type === type) return box
  return undefined
}

function text(content: DataView<ArrayBuffer>, from: number, length: number): string {
  return content.byteLength < from + length ? '' : String.fromCharCode(...new Uint8Array(content.buffer, from, length))
}
