import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { FileMatch, FileState } from './files-table.ts'

/** Where a file is: its root, the folder below that, and its name. */
export interface FileAddress {
  rootId: string
  folder: string
  name: string
}

/** A file that the catalog has at an address. */
export interface FileAt extends FileAddress {
  id: string
  itemId: string | null
  state: FileState
  match: FileMatch | null
  size: number
  mtimeNs: string
  missing: boolean
}

/** The files that the catalog has at addresses, in one statement. */
export const filesAt = async (db: Kysely<CatalogDatabase>, addresses: readonly FileAddress[]): Promise<FileAt[]> => {
  if (addresses.length === 0) return []
  const rows = addresses.map(({ rootId, folder, name }) => ({ root_id: rootId, folder, name }))
  const { rows: found } = await sql<Omit<FileAt, 'size'> & { size: string }>`
    select f.id, f.root_id as "rootId", f.folder, f.name, f.item_id as "itemId", f.state, f.match, f.size, f.mtime_ns as "mtimeNs",
      f.missing_since is not null as missing
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (root_id bigint, folder text, name text)
    cross join lateral (
      select * from backlot.files f
      where f.root_id = r.root_id and f.folder = r.folder collate "C" and f.name = r.name collate "C" offset 0
    ) f`.execute(db)
  return found.map((row) => ({ ...row, size: Number(row.size) }))
}
