import type { Client } from '@backlot/jobs'
import { periodicLibraryScan, type WatchedRoot, type Watching } from '@backlot/library'

/** What a host does for its libraries by itself, beside running jobs. */
export interface LibraryKeeper {
  /** Watches what is to be watched, and has the scans enqueued that became due while no host ran. */
  start: () => Promise<void>
  /** Takes changed settings of a library over. Nothing before the start. */
  changed: () => Promise<void>
  /** Roots that are to be watched, and whether they are. */
  watchedRoots: () => WatchedRoot[]
  stop: () => Promise<void>
}

/** Keeps libraries up to date: watching for changes, and intervals for when they pass. */
export const keepLibraries = (watching: Watching, client: Pick<Client, 'insert'>): LibraryKeeper => {
  let started = false
  const takeOver = async (look: () => Promise<void>): Promise<void> => {
    await look()
    await client.insert(periodicLibraryScan({}))
  }
  return {
    start: async () => {
      started = true
      await takeOver(watching.start)
    },
    changed: async () => {
      if (started) await takeOver(watching.refresh)
    },
    watchedRoots: watching.roots,
    stop: watching.stop,
  }
}
