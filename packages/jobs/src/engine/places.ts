/** So many of something at a time; who comes later waits for a place, first come, first served. */
export interface Places {
  /** Runs `use` when there is a place. */
  run<T>(use: () => Promise<T>): Promise<T>
  /** Resolves when all places are free. */
  idle(): Promise<void>
}

/** Makes so many places. */
export const createPlaces = (size: number): Places => {
  const waiting: (() => void)[] = []
  const taken = new Set<Promise<unknown>>()
  const whenFree = async (): Promise<void> => {
    if (taken.size >= size) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  return {
    run: async (use) => {
      await whenFree()
      const used = use()
      taken.add(used)
      try {
        return await used
      } finally {
        taken.delete(used)
        waiting.shift()?.()
      }
    },
    idle: async () => {
      while (taken.size > 0) await Promise.allSettled(taken)
    },
  }
}
