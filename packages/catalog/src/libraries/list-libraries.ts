import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { LibraryType, RootStatus } from './libraries-tables.ts'

/** A root folder of a library, with how it was when it was last looked at. */
export interface LibraryRoot {
  id: string
  path: string
  status: RootStatus
  /** Why it is offline. */
  reason: string | null
  /** Files that were there when it was last seen online. */
  fileCount: number
}

/** How many files a library has, by what is known of them. The same figures as in a scan's result. */
export interface LibraryCounts {
  /** Video files of films or episodes that are there: matched + unmatched + ignored. */
  found: number
  matched: number
  unmatched: number
  ignored: number
  extras: number
  missing: number
}

/** What a person sets of a library. */
export interface LibrarySettings {
  /** False: nothing scans it by itself; a person still can. */
  enabled: boolean
  /** Whether a start of the host scans it. */
  scanOnStart: boolean
  /** A scan is due this long after the last one began; null: never by itself. */
  scanIntervalMs: number | null
  /** Whether changes below its roots are noticed as they happen. */
  watch: boolean
  /** The language of titles and texts (`de`, `pt-BR`); null: the host's. */
  preferredLanguage: string | null
  /** Names of online providers, the first one asked first; null: the host's; none: only what is on disk. */
  metadataProviders: string[] | null
}

/** A library with its settings, roots and counts. */
export interface Library extends LibrarySettings {
  id: string
  name: string
  type: LibraryType
  createdAt: Date
  roots: LibraryRoot[]
  counts: LibraryCounts
}

/** All libraries by name; with `which`, the one of that id or name (case does not count), in a list of at most one. One statement. */
export const listLibraries = async (db: Kysely<CatalogDatabase>, which?: string): Promise<Library[]> => {
  const { rows } = await sql<Library>`
    select l.id, l.name, l.type, l.enabled, l.scan_on_start as "scanOnStart",
      l.scan_interval_ms::float8 as "scanIntervalMs", l.watch, l.preferred_language as "preferredLanguage",
      l.metadata_providers as "metadataProviders", l.created_at as "createdAt", r.roots, c.counts
    from backlot.libraries l
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id::text, 'path', r.path, 'status', r.status, 'reason', r.reason, 'fileCount', r.file_count
      ) order by r.id), '[]') as roots
      from backlot.library_roots r where r.library_id = l.id
    ) r
    cross join lateral (
      select jsonb_build_object(
        'found', count(*) filter (where f.missing_since is null and f.role <> 'extra'),
        'matched', count(*) filter (where f.missing_since is null and f.role <> 'extra' and f.state = 'matched'),
        'unmatched', count(*) filter (where f.missing_since is null and f.role <> 'extra' and f.state = 'unmatched'),
        'ignored', count(*) filter (where f.missing_since is null and f.role <> 'extra' and f.state = 'ignored'),
        'extras', count(*) filter (where f.missing_since is null and f.role = 'extra'),
        'missing', count(*) filter (where f.missing_since is not null)
      ) as counts
      from backlot.files f where f.library_id = l.id
    ) c
    where ${which ?? null}::text is null or l.id::text = lower(${which ?? ''}) or lower(l.name) = lower(${which ?? ''})
    order by lower(l.name)`.execute(db)
  return rows
}
