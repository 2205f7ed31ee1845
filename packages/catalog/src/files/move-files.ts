import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { FileAddress } from './files-at.ts'
import type { FileMatch } from './files-table.ts'

/** Gives files another place, in one statement: what is known of them goes with them. One that was missing is back. */
export const moveFiles = async (
  tx: Kysely<CatalogDatabase>,
  moves: readonly { id: string; to: FileAddress & { libraryId: string; itemFolder: string; mtimeNs: string } }[],
): Promise<void> => {
  if (moves.length === 0) return
  const rows = moves.map(({ id, to }) => ({
    id,
    library_id: to.libraryId,
    root_id: to.rootId,
    folder: to.folder,
    name: to.name,
    item_folder: to.itemFolder,
    mtime_ns: to.mtimeNs,
  }))
  await sql`
    update backlot.files f
    set library_id = r.library_id, root_id = r.root_id, folder = r.folder, name = r.name, item_folder = r.item_folder,
      mtime_ns = r.mtime_ns, missing_since = null, kept = false
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (
      id bigint, library_id uuid, root_id bigint, folder text, name text, item_folder text, mtime_ns bigint
    )
    where f.id = r.id`.execute(tx)
}

/**
 * Says of which item files are that are there; not of those that a person decided about. Gives the items that files were of
 * before, where that changed.
 */
export const assignFiles = async (
  tx: Kysely<CatalogDatabase>,
  files: readonly { id: string; itemId: string; match: FileMatch }[],
): Promise<string[]> => {
  if (files.length === 0) return []
  const rows = files.map(({ id, itemId, match }) => ({ id, item_id: itemId, match }))
  const { rows: changed } = await sql<{ before: string | null }>`
    update backlot.files f
    set item_id = r.item_id, state = 'matched', match = r.match, candidates = null, missing_since = null
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (id bigint, item_id uuid, match jsonb), backlot.files old
    where f.id = r.id and old.id = f.id and coalesce(f.match ->> 'by', '') <> 'manual' and f.state <> 'ignored'
    returning case when old.item_id is distinct from r.item_id then old.item_id end as before`.execute(tx)
  return [...new Set(changed.flatMap(({ before }) => before ?? []))]
}

/** Marks files as missing since now; gives the items that they are of. */
export const markMissing = async (tx: Kysely<CatalogDatabase>, ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<{ item_id: string | null }>`
    update backlot.files set missing_since = now() where id = any(${ids}::bigint[]) and missing_since is null returning item_id`.execute(tx)
  return [...new Set(rows.flatMap(({ item_id }) => item_id ?? []))]
}
