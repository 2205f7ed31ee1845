import { rootOffline, rootOnline, sendNotification } from '@backlot/notifications/args'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanRun } from '../scan/scan-run.ts'

/** A root whose state is about to be stored. */
export interface LookedRoot {
  id: string
  path: string
  /** As it was stored before. */
  status: string
  /** Why it is offline now; undefined: it is online. */
  offline: string | undefined
}

/** Tells of roots that went offline and of those that are back, in the transaction that stores it; not of those that stay as they were. */
export const tellOfRoots = async (
  tx: Kysely<LibraryDatabase>,
  { libraryId, libraryName, clock, dryRun, insert }: Pick<ScanRun, 'libraryId' | 'libraryName' | 'clock' | 'dryRun' | 'insert'>,
  roots: readonly LookedRoot[],
): Promise<void> => {
  if (dryRun) return
  const at = new Date(clock.now())
  const library = { id: libraryId, name: libraryName }
  for (const { id: rootId, path, status, offline } of roots) {
    if (offline !== undefined && status !== 'offline') {
      await insert(sendNotification({ event: rootOffline({ library, rootId, path, reason: `It ${offline}.`, at }) }), { tx })
    }
    if (offline === undefined && status === 'offline') {
      await insert(sendNotification({ event: rootOnline({ library, rootId, path, at }) }), { tx })
    }
  }
}
