/**
 * Maps items with at most `limit` calls at a time; results in the order of the items. Rejects with the first failure, or
 * with the signal's reason as soon as that aborts, also while a call hangs.
 */
export const mapBounded = async <Item, Result>(
  items: readonly Item[],
  { limit, signal }: { limit: number; signal: AbortSignal },
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  signal.throwIfAborted()
  const results: Result[] = []
  const queue = items.entries()
  let stopped = false
  // All workers draw from the one iterator.
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (stopped) return
      results[index] = await map(item)
    }
  }
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    const all = Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
    await Promise.race([all, aborted.promise])
  } finally {
    stopped = true
    signal.removeEventListener('abort', abort)
  }
  return results
}
