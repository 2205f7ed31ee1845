import { randomInt, randomUUID } from 'node:crypto'

let lastMs = 0
let count = 0
let start = { ms: 0, text: '' }

/**
 * A new id: a UUID of version 7 (RFC 9562), so that ids sort by the time they were made at, in milliseconds since 1970; those
 * of one process and millisecond by a counter in the 12 bits after the version. What is stored together then lies together
 * in every index that has the id.
 */
export const createId = (now: number = Date.now()): string => {
  if (now > lastMs) {
    lastMs = now
    count = randomInt(256)
  } else if (++count > 0xfff) {
    // More than 4,000 in a millisecond, or a clock that went back: borrow from the next millisecond.
    lastMs++
    count = 0
  }
  if (start.ms !== lastMs) start = startOf(lastMs)
  // The second half of a UUID of version 4 is the same as that of version 7: variant and 62 random bits.
  return `${start.text}${count.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`
}

/** A UUID up to its version, which all ids of a millisecond have in common. */
const startOf = (ms: number): { ms: number; text: string } => {
  const time = ms.toString(16).padStart(12, '0')
  return { ms, text: `${time.slice(0, 8)}-${time.slice(8)}-7` }
}
