/** The value below which so much (0 to 1) of a sample lies: the nearest rank; undefined for an empty sample. */
const percentile = (sample: readonly number[], share: number): number | undefined =>
  sample.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * sample.length) - 1)]

/** The middle of a sample, of an even number the mean of both; null for an empty one. */
export const median = (sample: readonly number[]): number | null => {
  const sorted = sample.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** Latencies in milliseconds, of so many samples. */
export interface Latency {
  p50: number | null
  p99: number | null
  samples: number
}

/** What a sample of latencies comes to, in milliseconds with two places. */
export const latencyOf = (sample: readonly number[]): Latency => ({
  p50: rounded(percentile(sample, 0.5), 2),
  p99: rounded(percentile(sample, 0.99), 2),
  samples: sample.length,
})

/** A number with so many decimal places; null where there is none. */
export const rounded = (value: number | null | undefined, places = 0): number | null =>
  value === undefined || value === null || !Number.isFinite(value) ? null : Number(value.toFixed(places))
