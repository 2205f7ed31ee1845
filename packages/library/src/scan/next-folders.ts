import { sql } from 'kysely'
import type { ScanRun } from './scan-run.ts'
import type { Sidecar } from './scan-tables.ts'

/** Which folder: its root and its path relative to that. */
export interface FolderPlace {
  rootId: string
  folder: string
}

/** A folder to list, with what is known of it. */
export interface FolderToList extends FolderPlace {
  trail: string
  /** Undefined: never listed to the end of a scan. */
  known: { sidecars: Sidecar[]; ignorePatterns: string[] | null } | undefined
  files: Map<string, KnownFile>
}

/** A file that the catalog has in a folder. */
export interface KnownFile {
  id: string
  size: number
  mtimeNs: string
  missing: boolean
}

/** The next folders of the frontier after one, parents before children, with what is known of them. */
export const nextFolders = async ({ db, id }: ScanRun, limit: number, after?: FolderPlace): Promise<FolderToList[]> => {
  const { rows: folders } = await sql<FolderRow>`
    select f.root_id, f.folder, f.trail, k.sidecars, k.ignore_patterns, k.root_id is not null as known
    from (
      select root_id, folder, trail from backlot.scan_folders
      where scan_id = ${id} and state = 'found'
        and (root_id, folder) > (${after?.rootId ?? '0'}::bigint, ${after?.folder ?? ''}::text collate "C") order by root_id, folder limit ${limit}
    ) f
    left join lateral (select * from backlot.folders k where k.root_id = f.root_id and k.folder = f.folder limit 1) k on true
    order by f.root_id, f.folder`.execute(db)
  if (folders.length === 0) return []
  const { rows: files } = await sql<FileRow>`
    select f.id, f.root_id, f.folder, f.name, f.size, f.mtime_ns, f.missing_since is not null as missing
    from unnest(${folders.map((row) => row.root_id)}::bigint[], ${folders.map((row) => row.folder)}::text[]) as wanted (root_id, folder)
    cross join lateral (
      select * from backlot.files f where f.root_id = wanted.root_id and f.folder = wanted.folder collate "C" offset 0
    ) f`.execute(db)
  const byFolder = Map.groupBy(files, ({ root_id, folder }) => `${root_id}/${folder}`)
  return folders.map((row) => ({
    rootId: row.root_id,
    folder: row.folder,
    trail: row.trail,
    known: row.known ? { sidecars: row.sidecars ?? [], ignorePatterns: row.ignore_patterns } : undefined,
    files: new Map((byFolder.get(`${row.root_id}/${row.folder}`) ?? []).map((file) => [file.name, knownFile(file)])),
  }))
}

const knownFile = ({ id, size, mtime_ns, missing }: FileRow): KnownFile => ({ id, size: Number(size), mtimeNs: mtime_ns, missing })

interface FolderRow {
  root_id: string
  folder: string
  trail: string
  sidecars: Sidecar[] | null
  ignore_patterns: string[] | null
  known: boolean
}

interface FileRow {
  id: string
  root_id: string
  folder: string
  name: string
  size: string
  mtime_ns: string
  missing: boolean
}
