import { inTransaction, storeCandidates } from '@backlot/catalog'
import { candidatesOf, lateFiles, mapBounded, type ImportContext, type ItemListing, type LibraryDatabase } from '@backlot/library'
import type { Kysely } from 'kysely'
import type { FoundSeries } from './found-series.ts'
import { groupItem } from './group-item.ts'
import { indexWritten } from './index-written.ts'
import type { ImporterPorts } from './importer-ports.ts'
import { readSidecars, sidecarFolders } from './read-sidecars.ts'
import { writeFoundSeries } from './write-found-series.ts'

/**
 * Matches files that came before their series did, in this scan or an earlier one, now that all series are known. What stays
 * unmatched has the series that it could be of as candidates.
 */
export const matchLate = async (
  db: Kysely<LibraryDatabase>,
  ports: ImporterPorts,
  { libraryId, scanId, signal }: ImportContext & { scanId: string },
): Promise<void> => {
  for await (const { files, items } of lateFiles(db, { type: 'series', libraryId, scanId, signal })) {
    const series = (await mapBounded(items, { limit: 4, signal }, async (item) => await readLate(item, signal))).flat()
    await inTransaction(db, async (tx) => {
      await indexWritten(tx, ports, await writeFoundSeries(tx, series, { libraryId, autoCreate: false }))
      await storeCandidates(tx, await candidatesOf(tx, 'series', files))
    })
  }
}

/** With the NFOs of the episodes; what that of the series says was heard when the files were found. */
const readLate = async (item: ItemListing, signal: AbortSignal): Promise<FoundSeries[]> => {
  const folders = sidecarFolders(item)
  return await mapBounded(groupItem(item).series, { limit: 4, signal }, async (one) => {
    return (await readSidecars(one, { item, folders, alone: false, signal })).series
  })
}
