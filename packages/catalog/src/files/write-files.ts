import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { FileMatch, FileRole, FileState } from './files-table.ts'

/** A file as it is to be stored; root, folder and name say which. */
export interface FileToWrite {
  /** Given where it is known already. */
  id?: string | undefined
  rootId: string
  folder: string
  name: string
  itemFolder: string
  size: number
  mtimeNs: string
  device: string
  inode: string
  fingerprint: string | null
  role: FileRole
  extraType: string | null
  part: number | null
  edition: string | null
  version: string | null
  facts: Record<string, unknown> | null
  /** The film or series that it is of. */
  itemId: string | null
  match: FileMatch | null
  state: FileState
  /** Which episodes of its series it holds; undefined: what is stored of that stays. */
  episodeIds?: readonly string[] | undefined
}

/**
 * Stores files, in one statement, and with it which episodes those hold that say so. One that was missing is back; one whose
 * content changed is to be probed again.
 */
export const writeFiles = async (tx: Kysely<CatalogDatabase>, libraryId: string, files: readonly FileToWrite[]): Promise<void> => {
  if (files.length === 0) return
  const rows = files.map((file) => ({
    root_id: file.rootId,
    folder: file.folder,
    name: file.name,
    item_folder: file.itemFolder,
    size: file.size,
    mtime_ns: file.mtimeNs,
    device: file.device,
    inode: file.inode,
    fingerprint: file.fingerprint,
    role: file.role,
    extra_type: file.extraType,
    part: file.part,
    edition: file.edition,
    version: file.version,
    facts: file.facts,
    item_id: file.itemId,
    match: file.match,
    state: file.state,
    episode_ids: file.episodeIds,
  }))
  const held = files.flatMap(({ id, episodeIds }) => (id === undefined || episodeIds === undefined ? [] : id))
  if (held.length > 0) await sql`delete from backlot.episode_files where file_id = any(${held}::bigint[])`.execute(tx)
  const changed = sql`(f.size <> excluded.size or f.mtime_ns <> excluded.mtime_ns)`
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (
        root_id bigint, folder text, name text, item_folder text, size bigint, mtime_ns bigint, device text, inode text,
        fingerprint text, role text, extra_type text, part integer, edition text, version text, facts jsonb, item_id uuid,
        match jsonb, state text, episode_ids uuid[]
      )
    ),
    written as (
      insert into backlot.files as f (
        library_id, root_id, folder, name, item_folder, size, mtime_ns, device, inode, fingerprint, role, extra_type, part,
        edition, version, facts, item_id, match, state
      )
      select ${libraryId}::uuid, root_id, folder, name, item_folder, size, mtime_ns, device, inode, fingerprint, role, extra_type, part,
        edition, version, facts, item_id, match, state from given
      on conflict (root_id, folder, name) do update set
        item_folder = excluded.item_folder, size = excluded.size, mtime_ns = excluded.mtime_ns, device = excluded.device,
        inode = excluded.inode, fingerprint = excluded.fingerprint, role = excluded.role, extra_type = excluded.extra_type,
        part = excluded.part, edition = excluded.edition, version = excluded.version, facts = excluded.facts,
        item_id = excluded.item_id, match = excluded.match, state = excluded.state, missing_since = null, kept = false,
        candidates = case when excluded.state = 'unmatched' then f.candidates end,
        media = case when ${changed} then null else f.media end,
        probed_at = case when ${changed} then null else f.probed_at end,
        probe_failures = case when ${changed} then 0 else f.probe_failures end
      returning id, root_id, folder, name
    )
    insert into backlot.episode_files (file_id, episode_id, position)
    select w.id, e.id, e.position - 1
    from given g
    join written w on w.root_id = g.root_id and w.folder = g.folder collate "C" and w.name = g.name collate "C"
    cross join lateral unnest(g.episode_ids) with ordinality as e (id, position)`.execute(tx)
}
