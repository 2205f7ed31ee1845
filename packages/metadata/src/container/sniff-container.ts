/** The containers that are recognised by their first bytes. */
export type MediaContainer =
  | 'matroska'
  | 'webm'
  | 'mp4'
  | 'mov'
  | 'avi'
  | 'mpeg-ts'
  | 'mpeg-ps'
  | 'mpeg-video'
  | 'ogg'
  | 'flv'
  | 'asf'
  | 'realmedia'

const LOOKED_INTO: ReadonlySet<MediaContainer> = new Set(['matroska', 'webm', 'mp4', 'mov', 'mpeg-ts', 'ogg'])

/** Whether more than the name of such a container can be found out. */
export function canLookInto(container: MediaContainer): boolean {
  return LOOKED_INTO.has(container)
}

/** So many bytes from the start are enough to recognise a container. */
export const SNIFF_BYTES = 1024

/** Names the container by its first bytes, whatever the file's name says; `undefined` when they are not those of a video. */
export function sniffContainer(start: Uint8Array): MediaContainer | undefined {
  const ascii = (from: number, length: number) => String.fromCharCode(...start.subarray(from, from + length))
  const begins = (...bytes: number[]) => bytes.every((byte, index) => start[index] === byte)

  if (begins(0x1a, 0x45, 0xdf, 0xa3)) return ascii(4, 60).includes('webm') ? 'webm' : 'matroska'
  if (ascii(4, 4) === 'ftyp') return isobmff(ascii(8, 4))
  // QuickTime files of before the `ftyp` box begin with any of these.
  if (['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(ascii(4, 4))) return 'mov'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 4) === 'AVI ') return 'avi'
  if (ascii(0, 4) === 'OggS') return 'ogg'
  if (ascii(0, 3) === 'FLV' && start[3] === 1) return 'flv'
  if (ascii(0, 4) === '.RMF') return 'realmedia'
  if (begins(0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11)) return 'asf'
  if (begins(0, 0, 1, 0xba)) return 'mpeg-ps'
  if (begins(0, 0, 1, 0xb3)) return 'mpeg-video'
  return isTransportStream(start) ? 'mpeg-ts' : undefined
}

/** By its major brand: still pictures and sound share the format with video. */
function isobmff(brand: string): MediaContainer | undefined {
  if (/^(?:mif1|msf1|hei[cxms]|hev[cx]|avi[fs]|crx |M4A |M4B |M4P )$/.test(brand)) return undefined
  return brand === 'qt  ' ? 'mov' : 'mp4'
}

/** Packets of 188 bytes, of 192 with a time before each (Blu-ray), or of 204 with a checksum after; each begins with a `G`. */
function isTransportStream(start: Uint8Array): boolean {
  return [
    [0, 188],
    [4, 192],
    [0, 204],
  ].some(([offset = 0, stride = 0]) => [0, 1, 2, 3].every((packet) => start[offset + packet * stride] === 0x47))
}
