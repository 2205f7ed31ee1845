/** Jobs that are ready before a slot is free make sense only while they start at once: this much work is fetched ahead. */
const coverMs = 50

/** A job that takes longer is slow: while one of its like was just seen, nothing is fetched ahead. */
const slowMs = 100

/** Jobs that take less than this are quick: a lock is claim enough for them. */
const quickMs = 5

/** Most jobs held for a slot, whatever their speed. */
const mostAhead = 1_000

/** Before many have been seen, at most so many for each that has: the first of a queue may not be like the rest. */
const aheadForEach = 50

/** Decides, from how long jobs took lately, how many to fetch beyond the free slots. */
export interface FetchAhead {
  /** A job of the queue took so long. */
  took(ms: number): void
  /** How many may be held for a slot, of so many. */
  limit(slots: number): number
  /** Whether jobs end within milliseconds. */
  isQuick(): boolean
}

/** Makes the judge of a queue; it fetches nothing ahead before it has seen jobs end. */
export const createFetchAhead = (): FetchAhead => {
  let meanMs = slowMs
  let seen = 0
  return {
    took: (ms) => {
      seen++
      meanMs = ms > slowMs || seen === 1 ? ms : meanMs * 0.9 + ms * 0.1
    },
    limit: (slots) =>
      meanMs >= coverMs ? 0 : Math.min(mostAhead, seen * aheadForEach, Math.floor((slots * coverMs) / Math.max(meanMs, 0.1))),
    isQuick: () => meanMs < quickMs,
  }
}
