import type { JobEvent } from '@backlot/jobs'

/** An event with its place in the feed. */
export interface FeedEvent {
  id: string
  event: JobEvent
}

/** The events of this host, the last of them kept for readers who come back. */
export interface EventFeed {
  publish: (event: JobEvent) => void
  /** What came after an id that a reader has seen; undefined when the feed does not reach back that far, or is another host's. */
  after(id: string): FeedEvent[] | undefined
  /** Gives the function that ends the subscription. */
  subscribe(listener: (event: FeedEvent) => void): () => void
  /** Ends every reader: the host stops. */
  close: () => void
  readonly closed: AbortSignal
  /** Whether somebody reads it now. */
  readonly isRead: () => boolean
}

/** How a feed is kept. */
export interface EventFeedOptions {
  /** Tells one start of the host from another. */
  epoch: string
  /** How many events are kept. */
  capacity?: number
  /** Starts what is only worth its cost while somebody reads; gives the function that ends it. */
  whileRead?: () => () => void
}

/** Makes a feed that keeps the last events. */
export const createEventFeed = ({ epoch, capacity = 1_000, whileRead }: EventFeedOptions): EventFeed => {
  const kept: FeedEvent[] = []
  const listeners = new Set<(event: FeedEvent) => void>()
  const end = new AbortController()
  let count = 0
  let stopReading: (() => void) | undefined
  return {
    publish: (event) => {
      count += 1
      const next = { id: `${epoch}-${count}`, event }
      kept.push(next)
      if (kept.length > capacity) kept.shift()
      for (const listener of listeners) listener(next)
    },
    after: (id) => {
      if (id === `${epoch}-${count - kept.length}`) return [...kept]
      const index = kept.findIndex((event) => event.id === id)
      return index < 0 ? undefined : kept.slice(index + 1)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      if (listeners.size === 1) stopReading = whileRead?.()
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stopReading?.()
      }
    },
    close: () => end.abort(),
    closed: end.signal,
    isRead: () => listeners.size > 0,
  }
}
