import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { inTransaction, itemsOf, lostFile, type LostFile } from '@backlot/catalog'
import { sql } from 'kysely'
import { saysGone } from '../walk/file-identity.ts'
import { mapBounded } from '../walk/map-bounded.ts'
import { tellOfRemovals } from '../telling/tell-of-removals.ts'
import { rootPath, type ScanRun } from './scan-run.ts'

const pageSize = 1_000

/**
 * Marks files that are gone as missing since now, a thousand at a time, after everything new was written. Each is asked
 * for once more: what is there after all stays, and its folder is read again by the next scan.
 */
export const retireFiles = async (run: ScanRun): Promise<void> => {
  for (let page = await goneFiles(run); page.length > 0; page = await goneFiles(run)) {
    run.signal.throwIfAborted()
    const gone = await mapBounded(
      page,
      { limit: 32, signal: run.signal },
      async (file) => file.kind === 'ignored' || (await isGone(run, file)),
    )
    await retire(
      run,
      page,
      page.filter((_, index) => gone[index]),
    )
  }
}

interface GoneFile {
  file_id: string
  root_id: string
  folder: string
  name: string
  kind: 'gone' | 'ignored'
}

const goneFiles = async ({ db, id }: ScanRun): Promise<GoneFile[]> => {
  const { rows } = await sql<GoneFile>`
    select file_id, root_id, folder, name, kind from backlot.scan_entries
    where scan_id = ${id} and kind in ('gone', 'ignored') and not done
    order by root_id, folder, name limit ${pageSize}`.execute(db)
  return rows
}

const isGone = async (run: ScanRun, { root_id, folder, name }: GoneFile): Promise<boolean> => {
  try {
    await lstat(join(rootPath(run, root_id), folder, name))
    return false
  } catch (error) {
    return saysGone(error)
  }
}

const retire = async (run: ScanRun, page: readonly GoneFile[], gone: readonly GoneFile[]): Promise<void> => {
  const ids = gone.map(({ file_id }) => file_id)
  await inTransaction(run.db, async (tx) => {
    const { rows } = await sql<LostFile>`
      update backlot.files f set missing_since = now()
      where id = any(${ids}::bigint[]) and missing_since is null returning ${lostFile}`.execute(tx)
    await run.importer.filesChanged(tx, itemsOf(rows))
    await sql`
      update backlot.scan_entries set done = true, kind = case when file_id = any(${ids}::bigint[]) then kind else 'changed' end
      where scan_id = ${run.id} and file_id = any(${page.map(({ file_id }) => file_id)}::bigint[])`.execute(tx)
    await sql`
      update backlot.scan_folders f set mtime_ns = null
      from backlot.scan_entries e
      where f.scan_id = ${run.id} and e.scan_id = ${run.id} and e.file_id = any(${page.map(({ file_id }) => file_id)}::bigint[])
        and not e.file_id = any(${ids}::bigint[]) and f.root_id = e.root_id and f.folder = e.folder`.execute(tx)
  })
}

/** Removes what has been missing for longer than the grace, from roots that are online; not what a person keeps. */
export const removeExpired = async (run: ScanRun, graceDays: number): Promise<void> => {
  for (;;) {
    run.signal.throwIfAborted()
    const removed = await inTransaction(run.db, async (tx) => {
      const { rows } = await sql<LostFile>`
        delete from backlot.files f where id in (
          select o.id from backlot.files o join backlot.library_roots r on r.id = o.root_id and r.status = 'online'
          where o.library_id = ${run.libraryId} and not o.kept and o.missing_since < now() - make_interval(days => ${graceDays})
          limit ${pageSize}
        ) returning ${lostFile}`.execute(tx)
      const lost = itemsOf(rows)
      await tellOfRemovals(tx, run, { ...lost, remove: async () => await run.importer.filesChanged(tx, lost) })
      return rows.length
    })
    if (removed < pageSize) return
  }
}
