import type { ColumnType, Generated } from 'kysely'

/** What a library is made of. */
export type LibraryType = 'movie' | 'tvshow'

/** Whether a root could be seen when it was last looked at; `new` before the first look. */
export type RootStatus = 'new' | 'online' | 'offline'

/** `backlot.libraries` */
export interface LibrariesTable {
  id: Generated<string>
  name: string
  type: LibraryType
  /** False: nothing scans it by itself; a person still can. */
  enabled: Generated<boolean>
  scan_on_start: Generated<boolean>
  /** A scan is due this long after the last one began; null: it is never due by itself. Milliseconds; a bigint comes as text. */
  scan_interval_ms: ColumnType<string | null, number | null | undefined, number | null>
  /** Whether changes below its roots are noticed as they happen. */
  watch: Generated<boolean>
  /** The language of titles and texts (`de`, `pt-BR`); null: the host's. */
  preferred_language: string | null
  /** Names of online providers, the first one asked first; null: the host's. */
  metadata_providers: string[] | null
  created_at: Generated<Date>
}

/** `backlot.library_roots` */
export interface LibraryRootsTable {
  id: Generated<string>
  library_id: string
  /** Absolute, without symlinks. */
  path: string
  /** Identity as last seen; numbers as text, since inodes use all 64 bits on some file systems. */
  device: string | null
  inode: string | null
  /** Files that were there when it was last seen online. */
  file_count: Generated<number>
  status: Generated<RootStatus>
  /** Why it is offline. */
  reason: string | null
  checked_at: Date | null
}
