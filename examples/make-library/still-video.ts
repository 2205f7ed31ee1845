import { createBitWriter } from './bit-writer.ts'
import type { BitWriter } from './bit-writer.ts'

/** A grey picture as H.264: one frame that draws it, and as many as one likes that leave it as it is. */
export interface StillVideo {
  /** What containers keep in their headers (`avcC`). */
  description: Uint8Array
  /** The codec's name as browsers write it. */
  codec: string
  drawing: Uint8Array
  /** The `index`-th frame after the drawing one. */
  unchanged(index: number): Uint8Array
}

/**
 * Encodes a grey picture of any even size by hand, in about one byte for each 16×16 pixels: every macroblock is predicted from its
 * neighbours and the prediction is never corrected. Any decoder plays it.
 */
export function stillVideo(width: number, height: number): StillVideo {
  const columns = Math.ceil(width / 16)
  const rows = Math.ceil(height / 16)
  const level = columns * rows > 8192 ? 51 : 40
  const sequence = nalUnit(0x67, sequenceParameters({ width, height, columns, rows, level }))
  const picture = nalUnit(0x68, pictureParameters())
  return {
    description: description(level, sequence, picture),
    codec: `avc1.42c0${level.toString(16)}`,
    drawing: lengthPrefixed(nalUnit(0x65, drawingSlice(columns * rows))),
    unchanged: (index) => lengthPrefixed(nalUnit(0x41, skippingSlice(columns * rows, index + 1))),
  }
}

/** The `avcC` box: profile and level, four bytes for the length of a unit, one parameter set of each kind. */
function description(level: number, sequence: Uint8Array, picture: Uint8Array): Uint8Array {
  return Uint8Array.from([1, 66, 0xc0, level, 0xff, 0xe1, 0, sequence.length, ...sequence, 1, 0, picture.length, ...picture])
}

interface Size {
  width: number
  height: number
  columns: number
  rows: number
  level: number
}

function sequenceParameters({ width, height, columns, rows, level }: Size): BitWriter {
  const cropRight = (columns * 16 - width) / 2
  const cropBottom = (rows * 16 - height) / 2
  const writer = createBitWriter().bits(66, 8).bits(0xc0, 8).bits(level, 8)
  // Set 0; frame numbers of 4 bits; pictures are shown in the order they come; one reference frame, without gaps.
  writer.unsigned(0).unsigned(0).unsigned(2).unsigned(1).bits(0)
  writer
    .unsigned(columns - 1)
    .unsigned(rows - 1)
    .bits(1)
    .bits(1)
  writer.bits(1).unsigned(0).unsigned(cropRight).unsigned(0).unsigned(cropBottom)
  return end(writer.bits(0))
}

function pictureParameters(): BitWriter {
  // Set 0 of sequence 0, variable-length codes, one slice group, one reference, no weights, usual quantisers, and a say on deblocking.
  const writer = createBitWriter().unsigned(0).unsigned(0).bits(0, 2).unsigned(0).unsigned(0).unsigned(0).bits(0, 3)
  return end(writer.unsigned(0).unsigned(0).unsigned(0).bits(1).bits(0, 2))
}

function drawingSlice(macroblocks: number): BitWriter {
  const writer = createBitWriter().unsigned(0).unsigned(7).unsigned(0).bits(0, 4).unsigned(0).bits(0, 2).unsigned(0).unsigned(1)
  // Intra 16×16, luma and chroma predicted by their mean, quantiser unchanged, no coefficients.
  for (let index = 0; index < macroblocks; index++) writer.unsigned(3).unsigned(0).unsigned(0).bits(1)
  return end(writer)
}

function skippingSlice(macroblocks: number, frame: number): BitWriter {
  const writer = createBitWriter()
    .unsigned(0)
    .unsigned(5)
    .unsigned(0)
    .bits(frame % 16, 4)
  return end(writer.bits(0, 3).unsigned(0).unsigned(1).unsigned(macroblocks))
}

function end(writer: BitWriter): BitWriter {
  return writer.bits(1)
}

/** Adds the header byte, and the 3 that H.264 puts after two zeros so that nothing in a frame looks like its beginning. */
function nalUnit(header: number, payload: BitWriter): Uint8Array {
  const bytes = [header]
  let zeros = 0
  for (const byte of payload.bytes()) {
    if (zeros === 2 && byte <= 3) {
      bytes.push(3)
      zeros = 0
    }
    bytes.push(byte)
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return Uint8Array.from(bytes)
}

function lengthPrefixed(unit: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + unit.length)
  new DataView(bytes.buffer).setUint32(0, unit.length)
  bytes.set(unit, 4)
  return bytes
}
