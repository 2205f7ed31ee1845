import { inTransaction } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { recordProblems } from '../problems/record-problems.ts'
import { checkRoots } from './check-roots.ts'
import { findLeftBehind } from './find-left-behind.ts'
import { applyMoves, hashMoveCandidates, pairMoves } from './find-moves.ts'
import type { ScanRun } from './scan-run.ts'

/**
 * Decides what the differences mean, before anything is written to the catalog: files that moved keep their rows; a root
 * that went offline during the walk, or lost too many files at once, keeps everything. Stores its decisions in one transaction.
 */
export const reconcile = async (run: ScanRun): Promise<void> => {
  // A root that vanished during the walk looks as if all of its files were gone.
  const online = new Set((await checkRoots(run)).map(({ id }) => id))
  const vanished = run.roots.filter(({ id }) => !online.has(id)).map(({ id }) => id)
  await findLeftBehind(run)
  await hashMoveCandidates(run)
  await inTransaction(run.db, async (tx) => {
    if (vanished.length > 0) await leaveAlone(tx, run, vanished)
    await pairMoves(tx, run)
    await applyMoves(tx, run)
    if (!run.allowMassRemoval) await brake(tx, run)
    await tx.updateTable('backlot.scans').set({ phase: 'import' }).where('id', '=', run.id).execute()
  })
}

const leaveAlone = async (tx: Kysely<LibraryDatabase>, { id }: ScanRun, roots: readonly string[]): Promise<void> => {
  await sql`delete from backlot.scan_entries where scan_id = ${id} and root_id = any(${roots}::bigint[])`.execute(tx)
  await sql`delete from backlot.scan_items where scan_id = ${id} and root_id = any(${roots}::bigint[])`.execute(tx)
  await sql`update backlot.scan_folders set state = 'untouched' where scan_id = ${id} and root_id = any(${roots}::bigint[])`.execute(tx)
}

/** A root that lost more than this, and more than a fifth of its files, is not believed. */
const manyFiles = 50

const brake = async (tx: Kysely<LibraryDatabase>, run: ScanRun): Promise<void> => {
  const { rows: roots } = await sql<{ root_id: string; path: string; gone: number; known: number }>`
    select g.root_id, r.path, g.gone, k.known
    from (
      select root_id, count(*)::integer as gone from backlot.scan_entries
      where scan_id = ${run.id} and kind in ('gone', 'ignored') group by root_id
    ) g
    join backlot.library_roots r on r.id = g.root_id
    cross join lateral (
      select count(*)::integer as known from backlot.files f where f.root_id = g.root_id and f.missing_since is null
    ) k
    where g.gone > ${manyFiles} and g.gone * 5 > k.known`.execute(tx)
  for (const { root_id, path, gone, known } of roots) {
    await holdBack(tx, run.id, root_id)
    const message = `${gone} of ${known} files are gone at once, which looks like a disk or share that is not all there, so nothing was marked as missing. If they were really deleted, scan with --allow-mass-removal.`
    const problem = { rootId: root_id, folder: '', path, source: 'reconcile', kind: 'mass removal', severity: 'error', message } as const
    await recordProblems(tx, run, [problem])
  }
}

/** Forgets that files are gone, and what the walk learned of their folders, so that the next scan looks again. */
const holdBack = async (tx: Kysely<LibraryDatabase>, scanId: string, rootId: string): Promise<void> => {
  await sql`
    with held as (
      delete from backlot.scan_entries where scan_id = ${scanId} and root_id = ${rootId} and kind in ('gone', 'ignored') returning folder
    )
    update backlot.scan_folders f set mtime_ns = null
    where f.scan_id = ${scanId} and f.root_id = ${rootId} and f.folder in (select folder from held)`.execute(tx)
  await sql`
    update backlot.scan_folders set state = 'untouched'
    where scan_id = ${scanId} and root_id = ${rootId} and (state = 'gone' or '/' = any(ignore_patterns))`.execute(tx)
}
