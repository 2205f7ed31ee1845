import type { SyncCounts } from '../arr-database.ts'

/** What the counts of a sync begin with. */
export const noCounts = (): SyncCounts => ({
  found: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  gone: 0,
  files: 0,
  missing: 0,
  outside: 0,
  strange: 0,
})

/** Both together. */
export const addCounts = (one: SyncCounts, other: Partial<SyncCounts>): SyncCounts => {
  const sum = { ...one }
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + (count ?? 0)
  return sum
}
