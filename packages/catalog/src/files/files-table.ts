import type { Generated, JSONColumnType } from 'kysely'

/** What a file is in its library: the film (or episode) itself, a disc folder as one file, or an extra of it. */
export type FileRole = 'feature' | 'disc' | 'extra'

/** Whether it is known which film or series a file is of. `ignored`: a person said that it is none. */
export type FileState = 'matched' | 'unmatched' | 'ignored'

/** Why a file belongs to its film or series. */
export interface FileMatch {
  /** 0 to 1. */
  confidence: number
  why: string
  /** A manual match is never changed by a scan. */
  by: 'scan' | 'manual'
  /** What a manual match replaced, for undo. */
  before?: { itemId: string | null; episodeIds?: string[]; state: FileState; match: FileMatch | null }
}

/** A film or series that an unmatched file may be of. */
export interface MatchCandidate {
  /** Null: it is not in the catalog; a provider has it. */
  itemId: string | null
  /** The provider that has it, and its id there. */
  provider?: string
  providerId?: string
  title: string
  year: number | null
  /** 0 to 1. */
  confidence: number
}

/** `backlot.files`: one row for each file of a library, by root, folder and name. Numbers beyond 2^53 are text. */
export interface FilesTable {
  id: Generated<string>
  library_id: string
  root_id: string
  /** Relative to the root, with `/`; empty for the root itself. */
  folder: string
  name: string
  /** The folder of the film or series that it belongs to; where parts, extras and the file itself meet. */
  item_folder: string
  size: string
  mtime_ns: string
  device: string
  inode: string
  /** Hash of head and tail and size; null until a probe or a move needed it. */
  fingerprint: string | null
  role: FileRole
  extra_type: string | null
  part: number | null
  edition: string | null
  version: string | null
  /** What the name says. */
  facts: JSONColumnType<Record<string, unknown>> | null
  /** What the container says; null until probed. */
  media: JSONColumnType<Record<string, unknown>> | null
  probed_at: Date | null
  probe_failures: Generated<number>
  /** The film or series that it is of; `episode_files` has which episodes. */
  item_id: string | null
  match: JSONColumnType<FileMatch> | null
  candidates: JSONColumnType<MatchCandidate[]> | null
  state: Generated<FileState>
  missing_since: Date | null
  /** A person wants it kept although it is missing. */
  kept: Generated<boolean>
  added_at: Generated<Date>
}
