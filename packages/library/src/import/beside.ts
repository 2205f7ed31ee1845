/** Work that goes on beside what its owner does, one piece at a time. */
export interface Beside {
  /** Waits for the piece before and begins this one. Rejects with the failure of an earlier piece. */
  begin(work: () => Promise<void>): Promise<void>
  /** Waits for the last piece. */
  done(): Promise<void>
}

/** Makes a place for work beside; at most one piece waits for nobody, so memory holds no more than that. */
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
