import type { RegularFile } from '../open-regular-file.ts'
import { known } from '../known.ts'
import { ebmlElements } from './ebml.ts'
import type { EbmlElement } from './ebml.ts'

/** The outermost parts of a Matroska file up to its first picture, and the content of two of them. */
export interface MatroskaParts {
  /** Where the file has to end, in bytes; absent when it does not say. */
  segmentEnd?: number
  /** The parts follow each other without a gap or an unknown one, up to the first pictures or the end. */
  intact: boolean
  info?: Uint8Array
  tracks?: Uint8Array
}

const EBML = 0x1a45dfa3
const SEGMENT = 0x18538067
const INFO = 0x1549a966
const TRACKS = 0x1654ae6b
const CLUSTER = 0x1f43b675
const SEEK_HEAD = 0x114d9b74
const CUES = 0x1c53bb6b
const CHAPTERS = 0x1043a770
const TAGS = 0x1254c367
const ATTACHMENTS = 0x1941a469
const VOID = 0xec
const CRC = 0xbf
const KNOWN: ReadonlySet<number> = new Set([INFO, TRACKS, SEEK_HEAD, CUES, CHAPTERS, TAGS, ATTACHMENTS, VOID, CRC])

const MAX_PARTS = 256
const MAX_CONTENT_BYTES = 1024 * 1024
// An id of four bytes and a size of eight.
const HEADER_BYTES = 12

/**
 * Steps through the outermost parts of a Matroska file, reading twelve bytes of each, and the content of the two that are small and
 * wanted. Stops at the first pictures, at the end, and at anything that does not belong there.
 */
export async function walkMatroska(file: RegularFile): Promise<MatroskaParts> {
  const ebml = await elementAt(file, 0)
  const segment = ebml?.id === EBML && ebml.end !== undefined ? await elementAt(file, ebml.end) : undefined
  if (segment?.id !== SEGMENT) return { intact: false }

  const parts: MatroskaParts = { intact: false, ...known({ segmentEnd: segment.end }) }
  const end = Math.min(segment.end ?? file.size, file.size)
  let position = segment.start
  for (let count = 0; count < MAX_PARTS && position < end; count++) {
    const part = await elementAt(file, position)
    if (part?.id === CLUSTER) return { ...parts, intact: true }
    if (!part || !KNOWN.has(part.id) || part.end === undefined) return parts
    if (part.id === INFO) Object.assign(parts, known({ info: await contentOf(file, part) }))
    if (part.id === TRACKS) Object.assign(parts, known({ tracks: await contentOf(file, part) }))
    position = part.end
  }
  return { ...parts, intact: position === end }
}

async function elementAt(file: RegularFile, position: number): Promise<EbmlElement | undefined> {
  const header = new Uint8Array(HEADER_BYTES)
  const { bytesRead } = await file.handle.read(header, 0, HEADER_BYTES, position)
  const [element] = ebmlElements(header.subarray(0, bytesRead), 0, 1)
  if (!element) return undefined
  return { id: element.id, start: position + element.start, ...known({ end: element.end && position + element.end }) }
}

async function contentOf(file: RegularFile, { start, end = start }: EbmlElement): Promise<Uint8Array | undefined> {
  if (end > file.size || end - start > MAX_CONTENT_BYTES) return undefined
  const content = new Uint8Array(end - start)
  const { bytesRead } = await file.handle.read(content, 0, content.length, start)
  return content.subarray(0, bytesRead)
}
