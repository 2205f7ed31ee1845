import { inTransaction } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import { mediaProbe } from '../args.ts'
import type { LibraryDatabase } from '../library-database.ts'
import { resolveProblems } from '../problems/resolve-problems.ts'
import { tellOfEnd } from '../telling/tell-of-scan.ts'
import { importContext } from '../import/import-context.ts'
import { rememberFolders } from './remember-folders.ts'
import { removeExpired, retireFiles } from './retire-files.ts'
import type { ScanResult } from './scan-result.ts'
import type { ScanRun } from './scan-run.ts'
import { dropStaging } from './scan-record.ts'

const graceDays = 7

/**
 * The end of a scan: retires what is gone, lets the importer complete its work, and then in one transaction takes
 * over folders, closes problems, stores the result, completes the scan, tells of it, and inserts the job that reads
 * containers.
 */
export const finishScan = async (run: ScanRun, spentMs: () => Record<string, number>): Promise<ScanResult> => {
  await retireFiles(run)
  await removeExpired(run, graceDays)
  await run.importer.complete(run.db, { ...importContext(run), scanId: run.id })
  return await inTransaction(run.db, async (tx) => {
    await rememberFolders(tx, run)
    await resolveProblems(tx, { ...run, limited: run.limits !== undefined })
    await countRootFiles(tx, run.libraryId)
    const result = await resultOf(tx, run, spentMs())
    await tx
      .updateTable('backlot.scans')
      .set({
        state: 'completed',
        phase: 'finish',
        finished_at: new Date(run.clock.now()),
        error: null,
        result: JSON.stringify(result),
        spent_ms: JSON.stringify(result.phases),
      })
      .where('id', '=', run.id)
      .execute()
    await tellOfEnd(tx, run, result)
    await dropStaging(tx, [run.id])
    if (!run.dryRun && (await hasUnprobed(tx, run.libraryId))) await run.insert(mediaProbe({ libraryId: run.libraryId }), { tx })
    return result
  })
}

const countRootFiles = async (tx: Kysely<LibraryDatabase>, libraryId: string): Promise<void> => {
  await sql`
    update backlot.library_roots r
    set file_count = (select count(*) from backlot.files f where f.root_id = r.id and f.missing_since is null)
    where r.library_id = ${libraryId} and r.status = 'online'`.execute(tx)
}

const hasUnprobed = async (tx: Kysely<LibraryDatabase>, libraryId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from backlot.files where library_id = ${libraryId} and probed_at is null and missing_since is null limit 1`.execute(tx)
  return rows.length > 0
}

const resultOf = async (tx: Kysely<LibraryDatabase>, { id, libraryId }: ScanRun, phases: Record<string, number>): Promise<ScanResult> => {
  const { rows } = await sql<Omit<ScanResult, 'phases' | 'seconds'>>`
    select f.*, e.*, p.*, s.skipped
    from (
      select
        count(*) filter (where present and feature)::integer as found,
        count(*) filter (where present and feature and state = 'matched')::integer as matched,
        count(*) filter (where present and feature and state = 'unmatched')::integer as unmatched,
        count(*) filter (where present and feature and state = 'ignored')::integer as ignored,
        count(*) filter (where present and not feature)::integer as extras,
        count(*) filter (where not present)::integer as missing
      from (select state, missing_since is null as present, role <> 'extra' as feature from backlot.files where library_id = ${libraryId}) f
    ) f
    cross join (
      select
        count(*) filter (where e.kind = 'new' and f.id is not null)::integer as added,
        count(*) filter (where e.kind in ('changed', 'returned'))::integer as updated,
        count(*) filter (where e.kind = 'moved')::integer as moved,
        count(*) filter (where e.kind in ('gone', 'ignored') and e.done)::integer as gone
      from backlot.scan_entries e
      left join backlot.files f on f.root_id = e.root_id and f.folder = e.folder and f.name = e.name
      where e.scan_id = ${id}
    ) e
    cross join (
      select count(*) filter (where severity = 'error')::integer as problems, count(*) filter (where severity = 'warning')::integer as warnings
      from backlot.problems where library_id = ${libraryId} and resolved_at is null
    ) p
    cross join (
      select coalesce(jsonb_object_agg(reason, files), '{}') as skipped
      from (
        select t.reason, sum(t.files::integer)::integer as files
        from backlot.folders k join backlot.library_roots r on r.id = k.root_id, jsonb_each_text(k.skipped) as t (reason, files)
        where r.library_id = ${libraryId} group by t.reason order by t.reason
      ) s
    ) s`.execute(tx)
  const [counts] = rows
  if (counts === undefined) throw new Error('The counts of a scan gave no row')
  const seconds = Math.round(Object.values(phases).reduce((sum, ms) => sum + ms, 0)) / 1000
  return { ...counts, phases, seconds }
}
