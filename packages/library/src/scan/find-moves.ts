import { join } from 'node:path'
import { rowsParameter } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { fingerprint } from '../walk/fingerprint.ts'
import { mapBounded } from '../walk/map-bounded.ts'
import { rootPath, type ScanRun } from './scan-run.ts'

/** Files that are not where they were: gone in this scan, or missing since an earlier one and not returned. */
const lost = ({ id, libraryId }: ScanRun) => sql`(
  select f.id, f.size, f.mtime_ns, f.device, f.inode, f.fingerprint, f.name, f.role
  from backlot.scan_entries e join backlot.files f on f.id = e.file_id
  where e.scan_id = ${id} and e.kind = 'gone'
  union all
  select f.id, f.size, f.mtime_ns, f.device, f.inode, f.fingerprint, f.name, f.role
  from backlot.files f
  where f.library_id = ${libraryId} and f.missing_since is not null
    and not exists (select from backlot.scan_entries e where e.scan_id = ${id} and e.file_id = f.id)
)`

/**
 * Hashes the new files that may be lost ones: same size as one whose hash is known. Few in life, so one page after the
 * other; what cannot be read is no candidate.
 */
export const hashMoveCandidates = async (run: ScanRun): Promise<void> => {
  for (;;) {
    const page = await candidates(run)
    if (page.length === 0) return
    const prints = await mapBounded(page, { limit: 8, signal: run.signal }, async ({ root_id, folder, name }) => {
      return await fingerprint(join(rootPath(run, root_id), folder, name)).catch(() => '')
    })
    const rows = page.map((file, index) => ({ ...file, fingerprint: prints[index] ?? '' }))
    await sql`
      update backlot.scan_entries e set fingerprint = r.fingerprint
      from jsonb_to_recordset(${rowsParameter(rows)}) as r (root_id bigint, folder text, name text, fingerprint text)
      where e.scan_id = ${run.id} and e.root_id = r.root_id and e.folder = r.folder collate "C" and e.name = r.name collate "C"`.execute(
      run.db,
    )
  }
}

const candidates = async (run: ScanRun): Promise<{ root_id: string; folder: string; name: string }[]> => {
  const { rows } = await sql<{ root_id: string; folder: string; name: string }>`
    select e.root_id, e.folder, e.name from backlot.scan_entries e
    where e.scan_id = ${run.id} and e.kind = 'new' and not e.disc and e.size > 0 and e.fingerprint is null
      and exists (select from ${lost(run)} old where old.size = e.size and old.fingerprint is not null and old.inode <> e.inode)
    limit 500`.execute(run.db)
  return rows
}

/**
 * Finds new files that are lost ones at another place: by inode and size first, then by size and hash. Where several fit,
 * device, time and name decide; a hash that several files share needs the same name, too.
 */
export const pairMoves = async (tx: Kysely<LibraryDatabase>, run: ScanRun): Promise<void> => {
  const likeness = sql`(old.device = e.device) desc, (old.mtime_ns = e.mtime_ns) desc, (old.name = e.name) desc`
  const place = sql`e.root_id, e.folder, e.name`
  const byInode = sql`old.inode = e.inode and old.size = e.size and (old.role = 'disc') = e.disc
    and (old.mtime_ns = e.mtime_ns or old.fingerprint is null or e.fingerprint is null or old.fingerprint = e.fingerprint)`
  const byHash = sql`e.size > 0 and old.size = e.size and old.fingerprint = e.fingerprint`
  for (const [same, alone] of [
    [byInode, sql`true`],
    [byHash, sql`(same_name or olds = 1 and news = 1)`],
  ] as const) {
    await sql`
      with pairs as (
        select old.id, ${place}, old.name = e.name as same_name,
          row_number() over (partition by old.id order by ${likeness}, ${place}) as by_old,
          row_number() over (partition by ${place} order by ${likeness}, old.id) as by_new,
          count(*) over (partition by old.id) as news,
          count(*) over (partition by ${place}) as olds
        from ${lost(run)} old
        join backlot.scan_entries e on e.scan_id = ${run.id} and e.kind = 'new' and ${same}
        where not exists (select from backlot.scan_entries m where m.scan_id = ${run.id} and m.kind = 'moved' and m.file_id = old.id)
      )
      update backlot.scan_entries e set kind = 'moved', file_id = pairs.id
      from pairs
      where e.scan_id = ${run.id} and e.root_id = pairs.root_id and e.folder = pairs.folder and e.name = pairs.name
        and by_old = 1 and by_new = 1 and ${alone}`.execute(tx)
  }
}

/** Gives the rows of moved files their new places; they are neither gone nor missing any more. */
export const applyMoves = async (tx: Kysely<LibraryDatabase>, { id }: ScanRun): Promise<void> => {
  await sql`
    delete from backlot.scan_entries g
    using backlot.scan_entries m
    where g.scan_id = ${id} and g.kind = 'gone' and m.scan_id = ${id} and m.kind = 'moved' and m.file_id = g.file_id`.execute(tx)
  await sql`
    update backlot.files f
    set root_id = e.root_id, folder = e.folder, name = e.name, item_folder = e.item_folder, size = e.size, mtime_ns = e.mtime_ns,
      device = e.device, inode = e.inode, missing_since = null, kept = false
    from backlot.scan_entries e
    where e.scan_id = ${id} and e.kind = 'moved' and f.id = e.file_id`.execute(tx)
}
