import type { Clock } from '../clock.ts'

/** Gathers items for a few milliseconds and hands them on together. */
export interface Batcher<T> {
  /** Resolves when the batch that holds the item was handled. */
  add(item: T): Promise<void>
  /** Resolves when all that was added so far is handled. */
  idle(): Promise<void>
}

/** Makes a batcher: one batch in hand at a time; what comes meanwhile is the next, at most `size` at once. */
export const createBatcher = <T>(
  clock: Clock,
  { gatherMs, size }: { gatherMs: number; size: number },
  handle: (items: T[]) => Promise<void>,
): Batcher<T> => {
  let waiting: { item: T; added: PromiseWithResolvers<void> }[] = []
  let busy = false
  let timed = false
  const handled = new Set<Promise<void>>()
  const run = async (): Promise<void> => {
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, size)
      waiting = waiting.slice(size)
      await handle(batch.map(({ item }) => item)).then(
        () => batch.forEach(({ added }) => added.resolve()),
        (error: unknown) => batch.forEach(({ added }) => added.reject(error)),
      )
    }
    busy = false
  }
  return {
    add: async (item) => {
      const added = Promise.withResolvers<void>()
      waiting.push({ item, added })
      handled.add(added.promise)
      if (!busy && !timed) {
        timed = true
        clock.setTimeout(() => {
          timed = false
          if (!busy) void run()
        }, gatherMs)
      }
      try {
        await added.promise
      } finally {
        handled.delete(added.promise)
      }
    },
    idle: async () => {
      await Promise.allSettled(handled)
    },
  }
}
