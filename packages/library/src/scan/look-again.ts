import { lstat, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inTransaction, rowsParameter } from '@backlot/catalog'
import { sql } from 'kysely'
import { discIdentity } from '../walk/disc-identity.ts'
import { identityOf, type FileIdentity } from '../walk/file-identity.ts'
import { mapBounded } from '../walk/map-bounded.ts'
import { rootPath, type ScanRun } from './scan-run.ts'
import { sleep } from './sleep.ts'

const pauseMs = 500
const pageSize = 1_000

/**
 * Looks a second time at files that were just written, one pause after the walk for all of them. One whose size or time
 * moved still grows: it is passed over, and its folder read again by the next scan.
 */
export const lookAgain = async (run: ScanRun): Promise<void> => {
  let page = await youngFiles(run)
  if (page.length === 0) return
  await sleep(run.clock, pauseMs, run.signal)
  while (page.length > 0) {
    const changed = await mapBounded(page, { limit: 32, signal: run.signal }, async (file) => await hasChanged(run, file))
    await settle(
      run,
      page,
      page.filter((_, index) => changed[index]),
    )
    page = await youngFiles(run)
  }
}

interface YoungFile {
  root_id: string
  folder: string
  name: string
  disc: boolean
  size: string
  mtime_ns: string
}

const youngFiles = async ({ db, id }: ScanRun): Promise<YoungFile[]> =>
  await db
    .selectFrom('backlot.scan_entries')
    .select(['root_id', 'folder', 'name', 'disc', 'size', 'mtime_ns'])
    .where('scan_id', '=', id)
    .where('look_again', '=', true)
    .orderBy('root_id')
    .orderBy('folder')
    .orderBy('name')
    .limit(pageSize)
    .execute()

const hasChanged = async (run: ScanRun, file: YoungFile): Promise<boolean> => {
  try {
    const now = await identify(join(rootPath(run, file.root_id), file.folder, file.name), file.disc)
    return now.size !== Number(file.size) || now.mtimeNs !== file.mtime_ns
  } catch {
    return true
  }
}

const identify = async (path: string, disc: boolean): Promise<FileIdentity> => {
  if (disc) return await discIdentity(path)
  const stats = await lstat(path, { bigint: true })
  return identityOf(stats.isSymbolicLink() ? await stat(path, { bigint: true }) : stats)
}

const settle = async ({ db, id }: ScanRun, page: readonly YoungFile[], growing: readonly YoungFile[]): Promise<void> => {
  const places = (files: readonly YoungFile[]) =>
    sql`jsonb_to_recordset(${rowsParameter(files)}) as r (root_id bigint, folder text, name text)`
  const same = sql`e.scan_id = ${id} and e.root_id = r.root_id and e.folder = r.folder collate "C" and e.name = r.name collate "C"`
  await inTransaction(db, async (tx) => {
    await sql`delete from backlot.scan_entries e using ${places(growing)} where ${same}`.execute(tx)
    await sql`update backlot.scan_entries e set look_again = false from ${places(page)} where ${same}`.execute(tx)
    await sql`
      update backlot.scan_folders f
      set mtime_ns = null, skipped = f.skipped || jsonb_build_object('growing', coalesce((f.skipped ->> 'growing')::integer, 0) + r.files)
      from (select root_id, folder, count(*) as files from ${places(growing)} group by root_id, folder) r
      where f.scan_id = ${id} and f.root_id = r.root_id and f.folder = r.folder collate "C"`.execute(tx)
  })
}
