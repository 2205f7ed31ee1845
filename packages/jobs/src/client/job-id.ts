import { randomFillSync, randomInt } from 'node:crypto'

let lastMs = 0
let count = 0

/**
 * A new job id: a UUID of version 7 (RFC 9562), so that ids sort by the time of their insert; those of one process and
 * millisecond by a counter in the 12 bits after the version, so that they sort as they were made.
 */
export const createJobId = (now: number): string => {
  if (now > lastMs) {
    lastMs = now
    count = randomInt(256)
  } else if (++count > 0xfff) {
    // More than 4,000 in a millisecond, or a clock that went back: borrow from the next millisecond.
    lastMs++
    count = 0
  }
  const bytes = randomFillSync(Buffer.alloc(16))
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
