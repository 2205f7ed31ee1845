import { inTransaction, rowsParameter } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import { recordProblems, type FoundProblem } from '../problems/record-problems.ts'
import { commitLater } from './commit-later.ts'
import type { FolderListing } from './folder-listing.ts'
import { rootPath, type ScanRun } from './scan-run.ts'

/** Stores what a batch of folders came to: the checkpoint of the walk. A constant number of statements, in one transaction. */
export const stageListings = async (run: ScanRun, listings: readonly FolderListing[]): Promise<void> => {
  const hidden = listings.filter(({ below }) => below === 'hidden')
  const changedRules = listings.filter(({ below }) => below === 'rules changed')
  const entries = listings.flatMap((listing) => entryRows(run, listing))
  const items = itemRows(run, listings)
  const subfolders = listings.flatMap(({ rootId, folder, trail, subfolders: names }) =>
    names.map((name) => ({ root_id: rootId, folder: folder === '' ? name : `${folder}/${name}`, trail })),
  )
  await inTransaction(run.db, async (tx) => {
    await commitLater(tx)
    await markListed(tx, run.id, listings)
    for (const rows of chunks(entries, entriesAtATime)) await insertEntries(tx, run.id, rows)
    if (items.length > 0) await insertItems(tx, run.id, items)
    if (subfolders.length > 0) await insertSubfolders(tx, run.id, subfolders)
    if (changedRules.length > 0) await listBelow(tx, run.id, changedRules)
    if (hidden.length > 0) await hideBelow(tx, run, hidden)
    await recordProblems(
      tx,
      run,
      listings.flatMap((listing) => problemRows(run, listing)),
    )
  })
}

/** A folder can hold very many files; one parameter is not to hold them all. */
const entriesAtATime = 5_000

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

const entryRows = (run: ScanRun, { rootId, folder, entries }: FolderListing) =>
  entries.map((entry) => ({
    root_id: rootId,
    folder,
    name: entry.name,
    kind: entry.kind,
    item_folder: run.importer.itemFolder(folder),
    disc: entry.disc,
    size: entry.size,
    mtime_ns: entry.mtimeNs,
    device: entry.device,
    inode: entry.inode,
    file_id: entry.fileId,
    look_again: entry.lookAgain,
  }))

const itemRows = (run: ScanRun, listings: readonly FolderListing[]) => {
  const items = new Map<string, { root_id: string; item_folder: string; refresh: boolean }>()
  for (const { rootId, folder, entries, sidecarsChanged } of listings) {
    if (!sidecarsChanged && entries.every(({ kind }) => kind === 'gone' || kind === 'ignored')) continue
    const item = { root_id: rootId, item_folder: run.importer.itemFolder(folder), refresh: sidecarsChanged }
    const key = `${rootId}/${item.item_folder}`
    items.set(key, { ...item, refresh: item.refresh || (items.get(key)?.refresh ?? false) })
  }
  return [...items.values()]
}

const problemRows = (run: ScanRun, { rootId, folder, problems }: FolderListing): FoundProblem[] =>
  problems.map(({ name, kind, message }) => ({
    rootId,
    folder,
    path: [rootPath(run, rootId), folder, name ?? ''].filter((part) => part !== '').join('/'),
    source: 'walk',
    kind,
    severity: 'error',
    message,
  }))

const markListed = async (tx: Kysely<LibraryDatabase>, scanId: string, listings: readonly FolderListing[]): Promise<void> => {
  const rows = listings.map(({ rootId, folder, state, trail, mtimeNs, sidecars, skipped, ignorePatterns }) => ({
    root_id: rootId,
    folder,
    state,
    trail,
    mtime_ns: mtimeNs,
    sidecars,
    skipped,
    ignore_patterns: ignorePatterns,
  }))
  // All of them are there. Written as a conflict each is looked up in the index, whatever the planner thinks of the table.
  await sql`
    insert into backlot.scan_folders (scan_id, root_id, folder, state, trail, mtime_ns, sidecars, skipped, ignore_patterns)
    select ${scanId}, r.* from jsonb_to_recordset(${rowsParameter(rows)}) as r (
      root_id bigint, folder text, state text, trail text, mtime_ns bigint, sidecars jsonb, skipped jsonb, ignore_patterns text[]
    )
    on conflict (scan_id, root_id, folder) do update set state = excluded.state, trail = excluded.trail, mtime_ns = excluded.mtime_ns,
      sidecars = excluded.sidecars, skipped = excluded.skipped, ignore_patterns = excluded.ignore_patterns`.execute(tx)
}

const insertEntries = async (tx: Kysely<LibraryDatabase>, scanId: string, rows: readonly object[]): Promise<void> => {
  await sql`
    insert into backlot.scan_entries
      (scan_id, root_id, folder, name, kind, item_folder, disc, size, mtime_ns, device, inode, file_id, look_again)
    select ${scanId}, r.* from jsonb_to_recordset(${rowsParameter(rows)}) as r (
      root_id bigint, folder text, name text, kind text, item_folder text, disc boolean, size bigint, mtime_ns bigint,
      device text, inode text, file_id bigint, look_again boolean
    )
    on conflict do nothing`.execute(tx)
}

const insertItems = async (tx: Kysely<LibraryDatabase>, scanId: string, rows: readonly object[]): Promise<void> => {
  await sql`
    insert into backlot.scan_items (scan_id, root_id, item_folder, refresh)
    select ${scanId}, r.* from jsonb_to_recordset(${rowsParameter(rows)}) as r (root_id bigint, item_folder text, refresh boolean)
    on conflict (scan_id, root_id, item_folder) do update set refresh = scan_items.refresh or excluded.refresh`.execute(tx)
}

/** Folders that are known are in the frontier since the walk began, if they changed; the rest is new. */
const insertSubfolders = async (tx: Kysely<LibraryDatabase>, scanId: string, rows: readonly object[]): Promise<void> => {
  await sql`
    insert into backlot.scan_folders (scan_id, root_id, folder, trail)
    select ${scanId}, r.* from jsonb_to_recordset(${rowsParameter(rows)}) as r (root_id bigint, folder text, trail text)
    where not exists (select from backlot.folders k where k.root_id = r.root_id and k.folder = r.folder collate "C")
    on conflict do nothing`.execute(tx)
}

// A descendant's path begins with the folder's and a slash; in "C" order those lie between `folder/` and `folder0`.
const below = sql`(
  r.folder = '' and k.folder <> '' or k.folder > (r.folder || '/') collate "C" and k.folder < (r.folder || '0') collate "C"
)`

const listBelow = async (tx: Kysely<LibraryDatabase>, scanId: string, listings: readonly FolderListing[]): Promise<void> => {
  await sql`
    insert into backlot.scan_folders (scan_id, root_id, folder)
    select ${scanId}, k.root_id, k.folder
    from unnest(${listings.map(({ rootId }) => rootId)}::bigint[], ${listings.map(({ folder }) => folder)}::text[]) as r (root_id, folder)
    join backlot.folders k on k.root_id = r.root_id and ${below}
    on conflict do nothing`.execute(tx)
}

const hideBelow = async (tx: Kysely<LibraryDatabase>, { id }: ScanRun, listings: readonly FolderListing[]): Promise<void> => {
  const hidden = sql`unnest(${listings.map(({ rootId }) => rootId)}::bigint[], ${listings.map(({ folder }) => folder)}::text[]) as r (root_id, folder)`
  await sql`
    insert into backlot.scan_folders (scan_id, root_id, folder, state)
    select distinct ${id}::uuid, k.root_id, k.folder, 'gone' from ${hidden} join backlot.folders k on k.root_id = r.root_id and ${below}
    on conflict (scan_id, root_id, folder) do update set state = 'gone'`.execute(tx)
  await sql`
    insert into backlot.scan_entries (scan_id, root_id, folder, name, kind, item_folder, file_id)
    select distinct ${id}::uuid, k.root_id, k.folder, k.name, 'ignored', k.item_folder, k.id
    from ${hidden} join backlot.files k on k.root_id = r.root_id and ${below}
    where k.missing_since is null
    on conflict do nothing`.execute(tx)
}
