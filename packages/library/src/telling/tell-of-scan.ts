import { scanDone, scanStarted, sendNotification } from '@backlot/notifications/args'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanResult } from '../scan/scan-result.ts'
import type { ScanRun } from '../scan/scan-run.ts'
import { tellOfArrivals } from './tell-of-arrivals.ts'

/** What telling of a scan needs to know of it. */
export type ToldScan = Pick<ScanRun, 'id' | 'libraryId' | 'libraryName' | 'clock' | 'dryRun' | 'insert'>

/** Tells that a scan began, in the transaction that begins it. */
export const tellOfStart = async (
  tx: Kysely<LibraryDatabase>,
  { id, libraryId, libraryName, clock, dryRun, insert }: ToldScan,
): Promise<void> => {
  if (dryRun) return
  const library = { id: libraryId, name: libraryName }
  await insert(sendNotification({ event: scanStarted({ library, scanId: id, at: new Date(clock.now()) }) }), { tx })
}

/**
 * Tells that a scan came to its end, in the transaction that ends it, and of what came in; what it staged must still be
 * there. The first scan of a library is told by its counts alone.
 */
export const tellOfEnd = async (tx: Kysely<LibraryDatabase>, run: ScanRun, result: ScanResult): Promise<void> => {
  if (run.dryRun) return
  const { id, libraryId, libraryName, clock, insert } = run
  const known = await wasScanned(tx, run)
  if (known) await tellOfArrivals(tx, run)
  const library = { id: libraryId, name: libraryName }
  const first = !known && run.limits === undefined
  await insert(sendNotification({ event: scanDone({ library, scanId: id, first, counts: countsOf(result), at: new Date(clock.now()) }) }), {
    tx,
  })
}

/** Whether a scan of all of the library came to its end before. */
const wasScanned = async (tx: Kysely<LibraryDatabase>, { id, libraryId }: ToldScan): Promise<boolean> => {
  const { rows } = await sql`
    select from backlot.scans
    where library_id = ${libraryId} and id <> ${id} and state = 'completed' and paths is null limit 1`.execute(tx)
  return rows.length > 0
}

/** The counts that say something. */
const countsOf = ({ found, matched, unmatched, added, updated, moved, missing, problems }: ScanResult): Record<string, number> => {
  const { found: files, ...others } = { found, matched, unmatched, added, updated, moved, missing, problems }
  return { found: files, ...Object.fromEntries(Object.entries(others).filter(([, number]) => number > 0)) }
}
