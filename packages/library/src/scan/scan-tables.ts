import type { Generated, JSONColumnType } from 'kysely'
import type { ScanResult } from './scan-result.ts'

/** `running` until it ends; a killed scan stays running until its job comes back or another scan of the library starts. */
export type ScanState = 'running' | 'completed' | 'failed' | 'cancelled'

/** How far a scan is: what a resumed one goes on with. */
export type ScanPhase = 'roots' | 'walk' | 'reconcile' | 'import' | 'finish'

/** `backlot.scans`: a scan of a library; kept until its retention ends. */
export interface ScansTable {
  id: string
  library_id: string
  /** The job that runs it; the same job's next attempt goes on with the same scan. */
  job_id: string
  state: Generated<ScanState>
  phase: Generated<ScanPhase>
  force: Generated<boolean>
  /** The folders that it was limited to. */
  paths: string[] | null
  started_at: Generated<Date>
  finished_at: Date | null
  error: string | null
  result: JSONColumnType<ScanResult> | null
  /** Milliseconds spent in each phase, over all attempts. */
  spent_ms: JSONColumnType<Record<string, number>>
}

/** An NFO or picture: name, size, time of change. Any difference means that the film beside it is read again. */
export type Sidecar = [name: string, size: number, mtimeNs: string]

/**
 * What a walk did with a folder: `found` waits to be listed; `listed`; `gone`: it is not there, or hidden by an ignore
 * file above; `untouched`: it could not be read or its changes are held back, so what is known of it stays.
 */
export type FolderState = 'found' | 'listed' | 'gone' | 'untouched'

/** `backlot.scan_folders`: the frontier of a walk, and what was seen in each folder. Gone when the scan is completed. */
export interface ScanFoldersTable {
  scan_id: string
  root_id: string
  folder: string
  state: Generated<FolderState>
  /** Identities of the folders above that this walk came through, to see loops. */
  trail: Generated<string>
  mtime_ns: string | null
  sidecars: JSONColumnType<Sidecar[]>
  skipped: JSONColumnType<Record<string, number>>
  ignore_patterns: string[] | null
}

/** What a walk noticed about a file. */
export type EntryKind = 'new' | 'changed' | 'returned' | 'moved' | 'gone' | 'ignored'

/** `backlot.scan_entries`: the differences that a walk found. Gone when the scan is completed. */
export interface ScanEntriesTable {
  scan_id: string
  root_id: string
  folder: string
  name: string
  kind: EntryKind
  item_folder: string
  disc: Generated<boolean>
  size: string
  mtime_ns: string
  device: string
  inode: string
  fingerprint: string | null
  file_id: string | null
  /** Too young to be sure that it does not grow. */
  look_again: Generated<boolean>
  done: Generated<boolean>
}

/** `backlot.scan_items`: the film (or series) folders that have something to import. Gone when the scan is completed. */
export interface ScanItemsTable {
  scan_id: string
  root_id: string
  item_folder: string
  /** An NFO or picture changed, so every film in it is read again. */
  refresh: Generated<boolean>
  done: Generated<boolean>
}

/** `backlot.folders`: every folder as it was when it was last listed to the end of a scan. */
export interface FoldersTable {
  root_id: string
  folder: string
  /** Null: read it again the next time, whatever its time says. */
  mtime_ns: string | null
  sidecars: JSONColumnType<Sidecar[]>
  skipped: JSONColumnType<Record<string, number>>
  ignore_patterns: string[] | null
}
