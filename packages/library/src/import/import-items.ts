import { inTransaction, rowsParameter } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { recordProblems } from '../problems/record-problems.ts'
import type { ScanRun } from '../scan/scan-run.ts'
import { commitLater } from '../scan/commit-later.ts'
import { nextItems, type ItemPlace } from './next-items.ts'
import type { ImportBatch, ItemListing } from './scan-importer.ts'

const itemsAtATime = 250

/**
 * Imports what the walk found, folders of films (or series) whole, each batch in a transaction that also marks it done:
 * the checkpoint. While one batch is written the next is read and parsed.
 */
export const importItems = async (run: ScanRun): Promise<void> => {
  const total = await countItems(run)
  let done = 0
  let items = await nextItems(run, itemsAtATime)
  let prepared = await prepare(run, items)
  while (items.length > 0) {
    run.progress({ phase: 'importing', current: done, total, message: items[0]?.itemFolder ?? '' })
    const upcoming = await nextItems(run, itemsAtATime, items.at(-1))
    const preparing = prepare(run, upcoming)
    // Its failure is met below, after this batch is written.
    preparing.catch(() => {})
    await writeBatches(run, items, prepared)
    done += items.length
    items = upcoming
    prepared = await preparing
  }
  run.progress({ phase: 'importing', current: total, total })
}

const countItems = async ({ db, id }: ScanRun): Promise<number> => {
  const { rows } = await sql<{ items: number }>`
    select count(*)::integer as items from backlot.scan_items where scan_id = ${id} and not done`.execute(db)
  return rows[0]?.items ?? 0
}

const prepare = async (run: ScanRun, items: readonly ItemListing[]): Promise<ImportBatch[]> =>
  items.length === 0 ? [] : await run.importer.prepare(items, run)

const writeBatches = async (run: ScanRun, items: readonly ItemListing[], batches: readonly ImportBatch[]): Promise<void> => {
  for (const [index, batch] of batches.entries()) {
    run.signal.throwIfAborted()
    await inTransaction(run.db, async (tx) => {
      await commitLater(tx)
      await batch.write(tx)
      await recordProblems(
        tx,
        run,
        batch.problems.map(({ itemFolder, ...problem }) => ({ ...problem, folder: itemFolder, source: 'import', severity: 'warning' })),
      )
      // The last batch finishes the items, and so all of their files.
      if (index === batches.length - 1) await markItemsDone(tx, run.id, items)
      else await markFilesDone(tx, run.id, batch)
    })
  }
  if (batches.length === 0) await markItemsDone(run.db, run.id, items)
}

const markFilesDone = async (tx: Kysely<LibraryDatabase>, scanId: string, { files }: ImportBatch): Promise<void> => {
  const rows = files.map(({ rootId, folder, name }) => ({ root_id: rootId, folder, name }))
  await sql`
    update backlot.scan_entries e set done = true
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (root_id bigint, folder text, name text)
    where e.scan_id = ${scanId} and e.root_id = r.root_id and e.folder = r.folder collate "C" and e.name = r.name collate "C"`.execute(tx)
}

const markItemsDone = async (tx: Kysely<LibraryDatabase>, scanId: string, items: readonly ItemPlace[]): Promise<void> => {
  const [first, last] = [items.at(0), items.at(-1)]
  if (first === undefined || last === undefined) return
  // They came in this order, so nothing else lies between them.
  await sql`
    update backlot.scan_items set done = true
    where scan_id = ${scanId} and not done
      and (root_id, item_folder) >= (${first.rootId}::bigint, ${first.itemFolder}::text collate "C")
      and (root_id, item_folder) <= (${last.rootId}::bigint, ${last.itemFolder}::text collate "C")`.execute(tx)
}
