/** One element of EBML, the binary form of Matroska: its id with the length marker, and where its content lies in the bytes. */
export interface EbmlElement {
  id: number
  start: number
  /** May lie after the bytes at hand. Absent for an element of unknown size, which a live recording has. */
  end?: number
}

/** The elements of a stretch of bytes, one after another, for as long as they can be read. */
export function* ebmlElements(bytes: Uint8Array, from: number, to: number): Generator<EbmlElement> {
  let position = from
  while (position < to) {
    const id = readVarInt(bytes, position, { keepMarker: true })
    const size = id && readVarInt(bytes, position + id.length, { keepMarker: false })
    if (!id || !size || id.length > 4) return
    const start = position + id.length + size.length
    if (size.value === undefined) {
      yield { id: id.value ?? 0, start }
      return
    }
    yield { id: id.value ?? 0, start, end: start + size.value }
    position = start + size.value
  }
}

/** An unsigned integer of up to six bytes; longer ones, which no field that is read here has, give 0. */
export function ebmlUnsigned(bytes: Uint8Array, { start, end }: EbmlElement): number {
  const content = bytes.subarray(start, end)
  return content.length > 6 ? 0 : content.reduce((value, byte) => value * 256 + byte, 0)
}

/** A text, without the zeros that may fill it up. */
export function ebmlText(bytes: Uint8Array, { start, end }: EbmlElement): string {
  return new TextDecoder().decode(bytes.subarray(start, end)).replace(/\0.*$/s, '')
}

interface VarInt {
  length: number
  /** Absent when all of its bits are set: "unknown". */
  value?: number
}

function readVarInt(bytes: Uint8Array, at: number, { keepMarker }: { keepMarker: boolean }): VarInt | undefined {
  const first = bytes[at]
  if (first === undefined || first === 0) return undefined
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return undefined
  const rest = bytes.subarray(at + 1, at + length)
  const firstBits = first & (0xff >> length)
  if (!keepMarker && firstBits === 0xff >> length && rest.every((byte) => byte === 0xff)) return { length }
  return {
    length,
    value: rest.reduce((value, byte) => value * 256 + byte, keepMarker ? first : firstBits),
  }
}
