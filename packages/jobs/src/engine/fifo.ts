/** A line of items: the first that came is the first that goes. */
export interface Fifo<T> {
  readonly size: number
  push(items: readonly T[]): void
  /** The first; undefined when there is none. */
  shift(): T | undefined
  /** All of them; then there is none. */
  drain(): T[]
}

/** Makes an empty line. Taking the first costs the same however many follow, which an array's own shift does not promise. */
export const createFifo = <T>(): Fifo<T> => {
  let items: T[] = []
  let taken = 0
  return {
    get size() {
      return items.length - taken
    },
    push: (more) => {
      items = [...items.slice(taken), ...more]
      taken = 0
    },
    shift: () => items[taken++],
    drain: () => {
      const rest = items.slice(taken)
      items = []
      taken = 0
      return rest
    },
  }
}
