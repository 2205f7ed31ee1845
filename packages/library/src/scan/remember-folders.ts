import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanRun } from './scan-run.ts'

/**
 * Takes over what the walk learned of folders. Only at the end of a scan, in one transaction with its completion: a scan
 * that failed before leaves the old times, so the next one looks again.
 */
export const rememberFolders = async (tx: Kysely<LibraryDatabase>, { id }: ScanRun): Promise<void> => {
  await sql`
    insert into backlot.folders (root_id, folder, mtime_ns, sidecars, skipped, ignore_patterns)
    select root_id, folder, mtime_ns, sidecars, skipped, ignore_patterns from backlot.scan_folders where scan_id = ${id} and state = 'listed'
    on conflict (root_id, folder) do update set
      mtime_ns = excluded.mtime_ns, sidecars = excluded.sidecars, skipped = excluded.skipped, ignore_patterns = excluded.ignore_patterns`.execute(
    tx,
  )
  await sql`
    delete from backlot.folders k using backlot.scan_folders s
    where s.scan_id = ${id} and s.state = 'gone' and k.root_id = s.root_id and k.folder = s.folder`.execute(tx)
  await sql`
    insert into backlot.folders (root_id, folder)
    select root_id, folder from backlot.scan_folders where scan_id = ${id} and state = 'untouched'
    on conflict (root_id, folder) do update set mtime_ns = null`.execute(tx)
}

/** Makes sure that every folder with files is known, after a scan that imported files and did not come to its end. */
export const knowFoldersOfFiles = async (db: Kysely<LibraryDatabase>, libraryId: string): Promise<void> => {
  await sql`
    insert into backlot.folders (root_id, folder)
    select distinct root_id, folder from backlot.files where library_id = ${libraryId}
    on conflict do nothing`.execute(db)
}

/** Makes sure that a folder with files is known although no scan listed it; the next scan will. */
export const knowFolder = async (db: Kysely<LibraryDatabase>, { rootId, folder }: { rootId: string; folder: string }): Promise<void> => {
  await sql`insert into backlot.folders (root_id, folder) values (${rootId}, ${folder}) on conflict do nothing`.execute(db)
}
