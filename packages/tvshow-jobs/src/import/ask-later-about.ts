import type { InsertMany } from '@backlot/jobs'
import type { LibraryDatabase } from '@backlot/library'
import { forgetVersions } from '@backlot/metadata'
import { refreshTVShows } from '@backlot/metadata-args'
import type { Kysely } from 'kysely'
import type { WrittenSeries } from './write-found-series.ts'

/**
 * Makes a refresh for each series that a scan wrote, in the transaction that wrote it; the scan itself asks nobody. Of a
 * series that is written page by page one job waits at a time.
 */
export const refreshLater = async (
  tx: Kysely<LibraryDatabase>,
  { itemIds, removed }: Pick<WrittenSeries, 'itemIds' | 'removed'>,
  insertMany: InsertMany,
): Promise<void> => {
  const gone = new Set(removed.map(({ id }) => id))
  const there = itemIds.filter((id) => !gone.has(id))
  if (there.length === 0) return
  await forgetVersions(tx, there)
  // What was asked a moment ago is asked again: the files say something else now.
  await insertMany(refreshTVShows(there), { tx, unique: { while: 'queued' } })
}
