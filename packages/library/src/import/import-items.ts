import { inTransaction, rowsParameter } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { recordProblems, type FoundProblem } from '../problems/record-problems.ts'
import { rootPath, type ScanRun } from '../scan/scan-run.ts'
import { commitLater } from '../scan/commit-later.ts'
import { importContext } from './import-context.ts'
import { createBeside, type Beside } from './beside.ts'
import { nextItems, placeAfter, type ImportPlace, type ItemPlace } from './next-items.ts'
import type { ImportBatch, ItemListing } from './scan-importer.ts'

/**
 * Imports what the walk found, folders of films (or series) whole, each batch in a transaction that also marks it done:
 * the checkpoint. While one batch is written the next is read and parsed, and the one before is made searchable.
 */
export const importItems = async (run: ScanRun): Promise<void> => {
  const { total, done: before } = await countItems(run)
  const indexing = createBeside()
  try {
    let done = before
    let page = await nextPage(run)
    while (page.items.length > 0) {
      const { items } = page
      run.progress({ phase: 'importing', current: done, total, message: items[0]?.itemFolder ?? '' })
      const last = items.at(-1)
      const upcoming = async (): Promise<Page> => await nextPage(run, last && placeAfter(last))
      // In a dry run there is one connection, so nothing goes on beside.
      const reading = run.db.isTransaction ? undefined : upcoming()
      // Its failure is met below, after this page is written.
      reading?.catch(() => {})
      await writeBatches(run, page, indexing)
      done += countOf(items)
      page = await (reading ?? upcoming())
    }
  } finally {
    await indexing.done()
  }
  run.progress({ phase: 'importing', current: total, total })
}

const countOf = (items: readonly ItemListing[]): number =>
  items.filter(({ more }) => more === undefined).length + items.flatMap(({ files }) => files.filter(({ change }) => change !== null)).length

/** What there is to import, items and changed files alike: a folder of many files goes on visibly. And what an earlier attempt did of it. */
const countItems = async ({ db, id }: ScanRun): Promise<{ total: number; done: number }> => {
  const { rows } = await sql<{ total: number; done: number }>`
    select count(*)::integer as total, count(*) filter (where done)::integer as done
    from (
      select done from backlot.scan_items where scan_id = ${id}
      union all
      select e.done or i.done from backlot.scan_entries e
      join backlot.scan_items i on i.scan_id = e.scan_id and i.root_id = e.root_id and i.item_folder = e.item_folder
      where e.scan_id = ${id} and e.kind not in ('gone', 'ignored')
    ) work`.execute(db)
  return rows[0] ?? { total: 0, done: 0 }
}

/** Items with what is to be written of them. */
interface Page {
  items: readonly ItemListing[]
  batches: readonly ImportBatch[]
}

const nextPage = async (run: ScanRun, after?: ImportPlace): Promise<Page> => {
  const items = await nextItems(run, after)
  return { items, batches: items.length === 0 ? [] : await run.importer.prepare(items, importContext(run)) }
}

const writeBatches = async (run: ScanRun, { items, batches }: Page, indexing: Beside): Promise<void> => {
  const queue = [...batches]
  const whole = items.filter(({ more }) => more === undefined)
  if (queue.length === 0) await markItemsDone(run.db, run.id, whole)
  for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
    run.signal.throwIfAborted()
    // The last batch finishes the items, and so all of their files.
    const finished = queue.length === 0 ? whole : []
    try {
      await writeBatch(run, batch, finished)
      await makeSearchable(run, batch, indexing)
    } catch (error) {
      // One film that the database refuses must not hold up the rest: halves are tried until it is alone.
      if (!isAboutData(error) || run.db.isTransaction) throw error
      const halves = batch.split()
      if (halves.length > 1) queue.unshift(...halves)
      else await giveUp(run, { batch, finished, error })
    }
  }
}

const writeBatch = async (run: ScanRun, batch: ImportBatch, finished: readonly ItemListing[]): Promise<void> =>
  await inTransaction(run.db, async (tx) => {
    await commitLater(tx)
    await batch.write(tx)
    await recordProblems(tx, run, problemsOf(batch))
    if (finished.length > 0) await markItemsDone(tx, run.id, finished)
    else await markFilesDone(tx, run.id, batch)
  })

const makeSearchable = async ({ db }: ScanRun, batch: ImportBatch, indexing: Beside): Promise<void> => {
  const index = async (): Promise<void> => await batch.index(db)
  await (db.isTransaction ? index() : indexing.begin(index))
}

const problemsOf = ({ problems }: ImportBatch): FoundProblem[] =>
  problems.map(({ itemFolder, ...problem }) => ({ ...problem, folder: itemFolder, source: 'import', severity: 'warning' }))

/** Leaves out what cannot be stored, as a problem, and goes on. */
const giveUp = async (
  run: ScanRun,
  { batch, finished, error }: { batch: ImportBatch; finished: readonly ItemListing[]; error: unknown },
): Promise<void> => {
  const why = error instanceof Error ? error.message : String(error)
  const problems = batch.files.map(({ rootId, folder, name }): FoundProblem => {
    const path = [rootPath(run, rootId), folder, name].filter((part) => part !== '').join('/')
    const message = `What is known of this file could not be stored (${why}); look at its name and its NFO.`
    return { rootId, folder: run.importer.itemFolder(folder), path, source: 'import', kind: 'not stored', severity: 'error', message }
  })
  await inTransaction(run.db, async (tx) => {
    await recordProblems(tx, run, problems)
    if (finished.length > 0) await markItemsDone(tx, run.id, finished)
    else await markFilesDone(tx, run.id, batch)
  })
}

/** Whether Postgres refused values (class 22: data, 54: limits, as of an index), rather than being unable to work. */
const isAboutData = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(?:22|54)/.test(error.code)

const markFilesDone = async (tx: Kysely<LibraryDatabase>, scanId: string, { files }: ImportBatch): Promise<void> => {
  const rows = files.map(({ rootId, folder, name }) => ({ root_id: rootId, folder, name }))
  await sql`
    update backlot.scan_entries set done = true
    where ctid = any (array(
      -- One by one in the index, which the planner would not do: the table filled too fast for its statistics.
      select k.ctid from jsonb_to_recordset(${rowsParameter(rows)}) as r (root_id bigint, folder text, name text)
      cross join lateral (
        select ctid from backlot.scan_entries
        where scan_id = ${scanId} and root_id = r.root_id and folder = r.folder collate "C" and name = r.name collate "C" offset 0
      ) k
    ))`.execute(tx)
}

const markItemsDone = async (tx: Kysely<LibraryDatabase>, scanId: string, items: readonly ItemPlace[]): Promise<void> => {
  const rows = items.map(({ rootId, itemFolder }) => ({ root_id: rootId, item_folder: itemFolder }))
  await sql`
    update backlot.scan_items set done = true
    where ctid = any (array(
      select k.ctid from jsonb_to_recordset(${rowsParameter(rows)}) as r (root_id bigint, item_folder text)
      cross join lateral (
        select ctid from backlot.scan_items
        where scan_id = ${scanId} and root_id = r.root_id and item_folder = r.item_folder collate "C" offset 0
      ) k
    ))`.execute(tx)
}
