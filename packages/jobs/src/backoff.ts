/** Milliseconds to wait after the n-th failed attempt: min(1 s · 2^n, 1 h). Nothing failed (or a negative number): 0. */
export const exponentialBackoff = (attempt: number): number => (attempt <= 0 ? 0 : Math.min(1_000 * 2 ** Math.min(attempt, 30), 3_600_000))

/** Milliseconds to wait after the n-th failed attempt: min(30 s · n, 30 min). Nothing failed (or a negative number): 0. */
export const linearBackoff = (attempt: number): number => (attempt <= 0 ? 0 : Math.min(30_000 * attempt, 1_800_000))

/** How long to wait after the n-th failure, in milliseconds. */
export type Backoff = (attempt: number) => number
