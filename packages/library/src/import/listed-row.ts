import type { FileMatch, FileState } from '@backlot/catalog'
import type { EntryKind } from '../scan/scan-tables.ts'
import type { ListedFile } from './scan-importer.ts'

/** A file of an item as a statement gives it. */
export interface ListedRow {
  folder: string
  name: string
  disc: boolean
  size: string
  mtime_ns: string
  device: string
  inode: string
  fingerprint: string | null
  change: EntryKind | null
  /** Null: the catalog has it not yet. */
  id: string | null
  item_id: string | null
  state: FileState | null
  match: FileMatch | null
}

/** A file of an item as importers take it. */
export const listedFile = (row: ListedRow): ListedFile => ({
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
