import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanResult } from './scan-result.ts'
import type { ScanState } from './scan-tables.ts'

/** A scan as lists show it. */
export interface ScanSummary {
  id: string
  libraryId: string
  jobId: string
  state: ScanState
  startedAt: Date
  finishedAt: Date | null
  error: string | null
  result: ScanResult | null
}

/** The scans of a library, newest first; at most `limit` (50). */
export const listScans = async (
  db: Kysely<LibraryDatabase>,
  { libraryId, limit = 50 }: { libraryId: string; limit?: number },
): Promise<ScanSummary[]> =>
  await db
    .selectFrom('backlot.scans')
    .select([
      'id',
      'library_id as libraryId',
      'job_id as jobId',
      'state',
      'started_at as startedAt',
      'finished_at as finishedAt',
      'error',
      'result',
    ])
    .where('library_id', '=', libraryId)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute()
