import { join } from 'node:path'
import type { InsertMany, JobRequest } from '@backlot/jobs'
import type { LibraryDatabase } from '@backlot/library'
import { forgetVersions } from '@backlot/metadata'
import { refreshTVShows } from '@backlot/metadata-args'
import type { Kysely } from 'kysely'
import { matchTVShowFile } from '../args.ts'
import type { FoundSeries } from './found-series.ts'
import type { WrittenSeries } from './write-found-series.ts'

/**
 * Makes jobs for what providers are to be asked about, in the transaction that wrote it: a refresh for each series that was
 * written, a match for the first of the new files of each that was not recognised; should that find the series, the others
 * follow. The scan itself asks nobody. Of a series that is written page by page one job waits at a time.
 */
export const askLaterAbout = async (
  tx: Kysely<LibraryDatabase>,
  { itemIds, removed, unknown }: Pick<WrittenSeries, 'itemIds' | 'removed' | 'unknown'>,
  { libraryId, insertMany }: { libraryId: string; insertMany: InsertMany },
): Promise<void> => {
  const gone = new Set(removed.map(({ id }) => id))
  const there = itemIds.filter((id) => !gone.has(id))
  if (there.length > 0) await forgetVersions(tx, there)
  const requests = [...refreshTVShows(there), ...(await matchesOf(tx, unknown, libraryId))]
  // What was asked a moment ago is asked again: the files say something else now.
  if (requests.length > 0) await insertMany(requests, { tx, unique: { while: 'queued' } })
}

const matchesOf = async (tx: Kysely<LibraryDatabase>, unknown: readonly FoundSeries[], libraryId: string): Promise<JobRequest[]> => {
  const firsts = unknown.flatMap(({ rootId, title, ids, files }) => {
    // A provider knows series by their titles and ids, and which episode it is has to come from the file.
    if (title === '' && Object.keys(ids).length === 0) return []
    const first = files.find(({ file, episodes }) => episodes.length > 0 && file.change !== null && file.known?.state !== 'ignored')
    return first === undefined ? [] : [{ rootId, ...first.file }]
  })
  if (firsts.length === 0) return []
  const roots = await tx.selectFrom('backlot.library_roots').select(['id', 'path']).where('library_id', '=', libraryId).execute()
  return firsts.flatMap(({ rootId, folder, name }) => {
    const root = roots.find(({ id }) => id === rootId)
    return root === undefined ? [] : [matchTVShowFile({ path: join(root.path, folder, name), libraryId })]
  })
}
