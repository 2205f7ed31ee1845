import { createBitWriter } from './bit-writer.ts'
import type { BitWriter } from './bit-writer.ts'

/** Silence as AAC: what containers keep in their headers, and a frame of 1024 samples, which is always the same. */
export interface SilentAudio {
  description: Uint8Array
  frame: Uint8Array
  sampleRate: number
}

const RATE_INDEX_OF_48000 = 3

/** Encodes silence in stereo or 5.1 by hand: channels whose bands are all empty. A frame has 6 or 20 bytes. */
export function silentAudio(channels: 2 | 6): SilentAudio {
  const description = createBitWriter().bits(2, 5).bits(RATE_INDEX_OF_48000, 4).bits(channels, 4).bits(0, 3).bytes()
  const frame = createBitWriter()
  if (channels === 2) {
    pair(frame, 0)
  } else {
    single(frame, 0)
    pair(frame, 0)
    pair(frame, 1)
    single(frame, 3)
  }
  return { description, frame: frame.bits(7, 3).bytes(), sampleRate: 48_000 }
}

/** One channel: its kind (0, or 3 for low frequencies), tag, gain, a long window without bands, and no tools. */
function single(writer: BitWriter, kind: number): void {
  writer.bits(kind, 3).bits(0, 4).bits(0, 8).bits(0, 11).bits(0, 3)
}

/** Two channels that share their window. */
function pair(writer: BitWriter, tag: number): void {
  writer.bits(1, 3).bits(tag, 4).bits(1).bits(0, 11).bits(0, 2)
  for (let channel = 0; channel < 2; channel++) writer.bits(0, 8).bits(0, 3)
}
