import { rowsParameter, type FileMatch, type FileState } from '@backlot/catalog'
import { sql } from 'kysely'
import { rootPath, type ScanRun } from '../scan/scan-run.ts'
import type { EntryKind, Sidecar } from '../scan/scan-tables.ts'
import type { ItemListing, ListedFile } from './scan-importer.ts'

/** Which item: its root and folder. */
export interface ItemPlace {
  rootId: string
  itemFolder: string
}

/** The next items to import after one, with all their files as they are on disk now and what lies beside them. Three statements. */
export const nextItems = async (run: ScanRun, limit: number, after?: ItemPlace): Promise<ItemListing[]> => {
  const { rows: items } = await sql<{ root_id: string; item_folder: string; refresh: boolean }>`
    select root_id, item_folder, refresh from backlot.scan_items
    where scan_id = ${run.id} and not done
      and (root_id, item_folder) > (${after?.rootId ?? '0'}::bigint, ${after?.itemFolder ?? ''}::text collate "C")
    order by root_id, item_folder limit ${limit}`.execute(run.db)
  if (items.length === 0) return []
  const rows = await filesOf(run, items)
  const files = Map.groupBy(rows, keyOf)
  const sidecars = Map.groupBy(await sidecarsOf(run, [...items.map((item) => ({ ...item, folder: item.item_folder })), ...rows]), keyOf)
  return items.map((item) => ({
    rootId: item.root_id,
    rootPath: rootPath(run, item.root_id),
    itemFolder: item.item_folder,
    refresh: item.refresh,
    files: (files.get(keyOf(item)) ?? []).map(listedFile),
    sidecars: (sidecars.get(keyOf(item)) ?? []).map(({ folder, names }) => ({ folder, names })),
  }))
}

const keyOf = ({ root_id, item_folder }: { root_id: string; item_folder: string }): string => `${root_id}/${item_folder}`

interface FileRow {
  root_id: string
  item_folder: string
  folder: string
  name: string
  disc: boolean
  size: string
  mtime_ns: string
  device: string
  inode: string
  fingerprint: string | null
  change: EntryKind | null
  id: string | null
  item_id: string | null
  state: FileState | null
  match: FileMatch | null
}

/**
 * What the catalog has and this scan does not miss, with what this scan noticed. Lateral, so that each item is looked up in
 * the indexes: the tables fill too fast for the planner's statistics.
 */
const filesOf = async ({ db, id }: ScanRun, items: readonly { root_id: string; item_folder: string }[]): Promise<FileRow[]> => {
  const { rows } = await sql<FileRow>`
    with wanted as materialized (
      select root_id, item_folder collate "C" as item_folder
      from jsonb_to_recordset(${rowsParameter(items)}) as i (root_id bigint, item_folder text)
    ),
    staged as materialized (
      select e.* from wanted w cross join lateral (
        select * from backlot.scan_entries e where e.scan_id = ${id} and e.root_id = w.root_id and e.item_folder = w.item_folder offset 0
      ) e
    ),
    known as materialized (
      select f.* from wanted w cross join lateral (
        select * from backlot.files f where f.root_id = w.root_id and f.item_folder = w.item_folder offset 0
      ) f
    )
    select coalesce(e.root_id, f.root_id) as root_id, coalesce(e.item_folder, f.item_folder) as item_folder,
      coalesce(e.folder, f.folder) as folder, coalesce(e.name, f.name) as name, coalesce(e.disc, f.role = 'disc') as disc,
      coalesce(e.size, f.size) as size, coalesce(e.mtime_ns, f.mtime_ns) as mtime_ns, coalesce(e.device, f.device) as device,
      coalesce(e.inode, f.inode) as inode,
      coalesce(e.fingerprint, case when e.kind is null or e.kind in ('moved', 'returned') then f.fingerprint end) as fingerprint,
      case when not e.done then e.kind end as change, f.id, f.item_id, f.state, f.match
    from staged e
    full join known f on f.root_id = e.root_id and f.folder = e.folder and f.name = e.name
    where coalesce(e.kind not in ('gone', 'ignored'), f.missing_since is null)
    order by 1, 2, 3, 4`.execute(db)
  return rows
}

const listedFile = (row: FileRow): ListedFile => ({
  folder: row.folder,
  name: row.name,
  disc: row.disc,
  size: Number(row.size),
  mtimeNs: row.mtime_ns,
  device: row.device,
  inode: row.inode,
  fingerprint: row.fingerprint,
  change: row.change,
  known: row.id === null ? null : { id: row.id, itemId: row.item_id, state: row.state ?? 'unmatched', match: row.match },
})

interface SidecarRow {
  root_id: string
  item_folder: string
  folder: string
  names: Sidecar[]
}

/** The sidecars of items' own folders and of each folder with files of theirs: as this scan saw them, else as they are known. */
const sidecarsOf = async (
  { db, id }: ScanRun,
  places: readonly { root_id: string; item_folder: string; folder: string }[],
): Promise<SidecarRow[]> => {
  const distinct = new Map(
    places.map(({ root_id, item_folder, folder }) => [`${root_id}/${item_folder}/${folder}`, { root_id, item_folder, folder }]),
  )
  const { rows } = await sql<SidecarRow>`
    select p.root_id, p.item_folder, p.folder, coalesce(s.sidecars, k.sidecars) as names
    from jsonb_to_recordset(${rowsParameter([...distinct.values()])}) as p (root_id bigint, item_folder text, folder text)
    left join lateral (
      select sidecars from backlot.scan_folders s
      where s.scan_id = ${id} and s.root_id = p.root_id and s.folder = p.folder collate "C" and s.state = 'listed' limit 1
    ) s on true
    left join lateral (
      select sidecars from backlot.folders k where k.root_id = p.root_id and k.folder = p.folder collate "C" limit 1
    ) k on true
    where coalesce(s.sidecars, k.sidecars) <> '[]'`.execute(db)
  return rows
}
