import { agingRows, type CleanupTarget } from '@backlot/jobs/system'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from './library-database.ts'

/** What of this package's tables ages by itself: problems that are no more. Scans have a kind of their own, `library_scan_cleanup`. */
export const libraryCleanupTargets = (db: Kysely<LibraryDatabase>): CleanupTarget[] => [
  agingRows(db, {
    name: 'resolved_problems',
    describe: 'Problems that a later scan no longer found.',
    table: 'backlot.problems',
    old: 'resolved_at < $1',
  }),
]
