/** Work that goes on beside what its owner does, one piece at a time. */
export interface Beside {
  /** Waits for the piece before and begins this one. Rejects with the failure of an earlier piece. */
  begin(work: () => Promise<void>): Promise<void>
  /** Waits for the last piece. */
  done(): Promise<void>
}

/** Makes a place for work beside: one piece goes on at a time, and none waits in a queue. */
export const createBeside = (): Beside => {
  let running = Promise.resolve()
  return {
    begin: async (work) => {
      await running
      running = work()
      // Its failure is met by whoever begins the next, or waits for the last.
      running.catch(() => undefined)
    },
    done: async () => await running,
  }
}
