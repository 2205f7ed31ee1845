import { randomUUID } from 'node:crypto'
import { inTransaction } from '@backlot/catalog'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { knowFoldersOfFiles } from './remember-folders.ts'
import type { ScanResult } from './scan-result.ts'
import type { ScanPhase, ScansTable } from './scan-tables.ts'

/** A scan as it is begun or gone on with. */
export interface ScanRecord {
  id: string
  phase: ScanPhase
  spentMs: Record<string, number>
  /** Set when this scan had come to its end already. */
  result: ScanResult | undefined
}

export interface OpenScan {
  libraryId: string
  jobId: string
  scanId: string | undefined
  force: boolean
  paths: readonly string[] | undefined
  /** Runs in the transaction in which a scan is begun; not when one is gone on with. */
  begun: (tx: Kysely<LibraryDatabase>, id: string) => Promise<void>
}

/**
 * Finds the scan that a job had begun, to go on with it, or begins one. What an earlier scan of the library left behind is
 * closed first: a scan whose job is gone never stands in the way.
 */
export const openScan = async (db: Kysely<LibraryDatabase>, options: OpenScan): Promise<ScanRecord> => {
  const earlier = await findScan(db, options)
  if (earlier?.state === 'completed') return recordOf(earlier)
  if (earlier !== undefined) {
    await db
      .updateTable('backlot.scans')
      .set({ state: 'running', job_id: options.jobId, error: null, finished_at: null })
      .where('id', '=', earlier.id)
      .execute()
    return recordOf(earlier)
  }
  await closeEarlier(db, options.libraryId)
  return await inTransaction(db, async (tx) => {
    const { id, phase } = await tx
      .insertInto('backlot.scans')
      .values({
        id: options.scanId ?? randomUUID(),
        library_id: options.libraryId,
        job_id: options.jobId,
        force: options.force,
        paths: options.paths === undefined ? null : [...options.paths],
        spent_ms: '{}',
      })
      .returning(['id', 'phase'])
      .executeTakeFirstOrThrow()
    await options.begun(tx, id)
    return { id, phase, spentMs: {}, result: undefined }
  })
}

const recordOf = ({ id, phase, spent_ms, result, state }: Selectable<ScansTable>): ScanRecord => ({
  id,
  phase,
  spentMs: spent_ms,
  result: state === 'completed' ? (result ?? undefined) : undefined,
})

const findScan = async (db: Kysely<LibraryDatabase>, { libraryId, jobId, scanId }: OpenScan): Promise<Selectable<ScansTable> | undefined> =>
  await db
    .selectFrom('backlot.scans')
    .selectAll()
    .where('library_id', '=', libraryId)
    .where((eb) => eb.or([eb('job_id', '=', jobId), ...(scanId === undefined ? [] : [eb('id', '=', scanId)])]))
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()

const closeEarlier = async (db: Kysely<LibraryDatabase>, libraryId: string): Promise<void> => {
  const unfinished = await db
    .selectFrom('backlot.scans')
    .select('id')
    .where('library_id', '=', libraryId)
    .where('phase', '<>', 'finish')
    .execute()
  if (unfinished.length === 0) return
  const ids = unfinished.map(({ id }) => id)
  await db
    .updateTable('backlot.scans')
    .set({ state: 'failed', error: 'Its job ended without finishing it.', finished_at: sql`now()` })
    .where('id', 'in', ids)
    .where('state', '=', 'running')
    .execute()
  await db.updateTable('backlot.scans').set({ phase: 'finish' }).where('id', 'in', ids).execute()
  await dropStaging(db, ids)
  await knowFoldersOfFiles(db, libraryId)
}

/** Ends a scan that did not come to its end; what it staged stays for its next attempt. */
export const closeScan = async (
  db: Kysely<LibraryDatabase>,
  id: string,
  { state, error, spentMs }: { state: 'failed' | 'cancelled'; error: string; spentMs: Record<string, number> },
): Promise<void> => {
  await db
    .updateTable('backlot.scans')
    .set({ state, error, finished_at: sql`now()`, spent_ms: JSON.stringify(spentMs) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** Moves a scan on to its next phase. */
export const enterPhase = async (db: Kysely<LibraryDatabase>, id: string, phase: ScanPhase): Promise<void> => {
  await db.updateTable('backlot.scans').set({ phase }).where('id', '=', id).execute()
}

/** Removes what scans staged. */
export const dropStaging = async (db: Kysely<LibraryDatabase>, scanIds: readonly string[]): Promise<void> => {
  for (const table of ['backlot.scan_entries', 'backlot.scan_items', 'backlot.scan_folders'] as const) {
    await db.deleteFrom(table).where('scan_id', 'in', scanIds).execute()
  }
}
