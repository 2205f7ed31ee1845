import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { rowsParameter } from '@backlot/catalog'
import { sql } from 'kysely'
import { saysGone } from '../walk/file-identity.ts'
import { mapBounded } from '../walk/map-bounded.ts'
import { rootPath, type ScanRun } from './scan-run.ts'

/**
 * For a scan that is limited to folders: finds where its new files came from, if that lies outside of them. A known file
 * with the inode and size of a new one, and not there any more, is staged as gone, so that the move is seen as one.
 */
export const findLeftBehind = async (run: ScanRun): Promise<void> => {
  if (run.limits === undefined) return
  const { rows } = await sql<Candidate>`
    select distinct f.id, f.root_id, f.folder, f.name, f.item_folder
    from backlot.scan_entries e
    join backlot.files f on f.library_id = ${run.libraryId} and f.inode = e.inode and f.size = e.size and f.missing_since is null
    where e.scan_id = ${run.id} and e.kind = 'new' and f.root_id = any(${run.roots.map(({ id }) => id)}::bigint[])
      and not exists (select from backlot.scan_entries s where s.scan_id = ${run.id} and s.file_id = f.id)
    limit 5000`.execute(run.db)
  const gone = await mapBounded(rows, { limit: 32, signal: run.signal }, async (file) => await isGone(run, file))
  const left = rows.filter((_, index) => gone[index])
  if (left.length === 0) return
  await sql`
    insert into backlot.scan_entries (scan_id, root_id, folder, name, kind, item_folder, file_id)
    select ${run.id}::uuid, r.root_id, r.folder, r.name, 'gone', r.item_folder, r.id
    from jsonb_to_recordset(${rowsParameter(left)}) as r (id bigint, root_id bigint, folder text, name text, item_folder text)
    on conflict do nothing`.execute(run.db)
}

interface Candidate {
  id: string
  root_id: string
  folder: string
  name: string
  item_folder: string
}

const isGone = async (run: ScanRun, { root_id, folder, name }: Candidate): Promise<boolean> => {
  try {
    await lstat(join(rootPath(run, root_id), folder, name))
    return false
  } catch (error) {
    return saysGone(error)
  }
}
