import { rowsParameter } from '@backlot/catalog'
import { sql } from 'kysely'
import { rootPath, type ScanRun } from '../scan/scan-run.ts'
import type { Sidecar } from '../scan/scan-tables.ts'
import { listedFile, type ListedRow } from './listed-row.ts'
import type { ItemListing } from './scan-importer.ts'

/** Which item: its root and folder. */
export interface ItemPlace {
  rootId: string
  itemFolder: string
}

/** How far an import is: after an item, or after a file of an item that came in pages. */
export interface ImportPlace extends ItemPlace {
  file?: { folder: string; name: string } | undefined
}

const itemsAtATime = 250

/**
 * The next items to import after a place, with all their files as they are on disk now and what lies beside them: as many as
 * the importer takes, and a page of one that alone is more. Three statements.
 */
export const nextItems = async (run: ScanRun, after?: ImportPlace): Promise<ItemListing[]> => {
  const { filesAtATime } = run.importer
  const items = await itemsAfter(run, after)
  const [first, ...others] = filesAtATime === undefined ? items : upTo(items, filesAtATime)
  if (first === undefined) return []
  const paged = filesAtATime !== undefined && first.files > filesAtATime
  const chosen = [first, ...others]
  const found = await filesOf(run, chosen, paged ? { after: after?.file, limit: filesAtATime } : {})
  const more = paged && found.length === filesAtATime
  const rows = more ? found.slice(0, pageEnd(found)) : found
  const files = Map.groupBy(
    rows.filter(({ present }) => present),
    keyOf,
  )
  const last = more ? rows.at(-1) : undefined
  const sidecars = Map.groupBy(await sidecarsOf(run, [...chosen.map((item) => ({ ...item, folder: item.item_folder })), ...rows]), keyOf)
  return chosen.map((item) => ({
    rootId: item.root_id,
    rootPath: rootPath(run, item.root_id),
    itemFolder: item.item_folder,
    refresh: item.refresh,
    ...(last !== undefined && { more: { folder: last.folder, name: last.name } }),
    files: (files.get(keyOf(item)) ?? []).map(listedFile),
    sidecars: (sidecars.get(keyOf(item)) ?? []).map(({ folder, names }) => ({ folder, names })),
  }))
}

/**
 * Where a full page ends: in its last tenth, between the two names that are least alike, so that the parts and versions of a
 * film, which begin alike, are not torn apart.
 */
export const pageEnd = (files: readonly { folder: string; name: string }[]): number => {
  let best = { end: files.length, alike: Number.POSITIVE_INFINITY }
  for (let end = files.length - 1; end > files.length * 0.9; end--) {
    const [before, after] = [files[end - 1], files[end]]
    if (before === undefined || after === undefined) break
    const alike = before.folder === after.folder ? sharedBeginning(before.name, after.name) : 0
    if (alike < best.alike) best = { end, alike }
  }
  return best.end
}

const sharedBeginning = (one: string, other: string): number => {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}

/** The place after a listing. */
export const placeAfter = ({ rootId, itemFolder, more }: ItemListing): ImportPlace => ({ rootId, itemFolder, file: more })

interface CountedItem {
  root_id: string
  item_folder: string
  refresh: boolean
  /** At most so many: what is known and what is new may be the same. */
  files: number
}

const itemsAfter = async ({ db, id, importer }: ScanRun, after: ImportPlace | undefined): Promise<CountedItem[]> => {
  const files =
    importer.filesAtATime === undefined
      ? sql`0`
      : sql`
        (select count(*) from backlot.scan_entries e where e.scan_id = ${id} and e.root_id = i.root_id and e.item_folder = i.item_folder)
        + (select count(*) from backlot.files f where f.root_id = i.root_id and f.item_folder = i.item_folder)`
  const { rows } = await sql<CountedItem>`
    select root_id, item_folder, refresh, (${files})::integer as files from (
      select root_id, item_folder, refresh from backlot.scan_items
      where scan_id = ${id} and not done
        and (root_id, item_folder) ${after?.file === undefined ? sql`>` : sql`>=`}
          (${after?.rootId ?? '0'}::bigint, ${after?.itemFolder ?? ''}::text collate "C")
      order by root_id, item_folder limit ${importer.filesAtATime === undefined ? itemsAtATime : importer.filesAtATime / 10}
    ) i
    order by root_id, item_folder`.execute(db)
  return rows
}

/** The first items that together have no more files; one at least. */
const upTo = (items: readonly CountedItem[], most: number): CountedItem[] => {
  let sum = 0
  return items.filter(({ files }, index) => (sum += files) <= most || index === 0)
}

const keyOf = ({ root_id, item_folder }: { root_id: string; item_folder: string }): string => `${root_id}/${item_folder}`

interface FileRow extends ListedRow {
  root_id: string
  item_folder: string
  /** It is there, as far as this scan knows. */
  present: boolean
}

/**
 * What the catalog has, with what this scan noticed. Lateral, so that each item is looked up in
 * the indexes: the tables fill too fast for the planner's statistics.
 */
const filesOf = async (
  { db, id }: ScanRun,
  items: readonly { root_id: string; item_folder: string }[],
  { after, limit }: { after?: ImportPlace['file']; limit?: number | undefined },
): Promise<FileRow[]> => {
  // A page of one item: what is next of both is what is next of the two together.
  const page = (row: string) =>
    limit === undefined
      ? sql`offset 0`
      : sql`and (${sql.ref(`${row}.folder`)}, ${sql.ref(`${row}.name`)}) > (${after?.folder ?? ''}::text collate "C", ${after?.name ?? ''}::text collate "C")
          order by folder, name limit ${limit}`
  const { rows } = await sql<FileRow>`
    with wanted as materialized (
      select root_id, item_folder collate "C" as item_folder
      from jsonb_to_recordset(${rowsParameter(items)}) as i (root_id bigint, item_folder text)
    ),
    staged as materialized (
      select e.* from wanted w cross join lateral (
        select * from backlot.scan_entries e where e.scan_id = ${id} and e.root_id = w.root_id and e.item_folder = w.item_folder ${page('e')}
      ) e
    ),
    known as materialized (
      select f.* from wanted w cross join lateral (
        select * from backlot.files f where f.root_id = w.root_id and f.item_folder = w.item_folder ${page('f')}
      ) f
    )
    select coalesce(e.root_id, f.root_id) as root_id, coalesce(e.item_folder, f.item_folder) as item_folder,
      coalesce(e.folder, f.folder) as folder, coalesce(e.name, f.name) as name, coalesce(e.disc, f.role = 'disc') as disc,
      coalesce(e.size, f.size) as size, coalesce(e.mtime_ns, f.mtime_ns) as mtime_ns, coalesce(e.device, f.device) as device,
      coalesce(e.inode, f.inode) as inode,
      coalesce(e.fingerprint, case when e.kind is null or e.kind in ('moved', 'returned') then f.fingerprint end) as fingerprint,
      case when not e.done then e.kind end as change, f.id, f.item_id, f.state, f.match,
      coalesce(e.kind not in ('gone', 'ignored'), f.missing_since is null) as present
    from staged e
    full join known f on f.root_id = e.root_id and f.folder = e.folder and f.name = e.name
    order by 1, 2, 3, 4 ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(db)
  return rows
}

interface SidecarRow {
  root_id: string
  item_folder: string
  folder: string
  names: Sidecar[]
}

/** The sidecars of items' own folders and of each folder with files of theirs: as this scan saw them, else as they are known. */
export const sidecarsOf = async (
  { db, id }: Pick<ScanRun, 'db' | 'id'>,
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
