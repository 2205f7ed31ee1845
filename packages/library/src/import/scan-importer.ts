import type { FileMatch, FileState, ItemChange } from '@backlot/catalog'
import type { JobLog } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { EntryKind, Sidecar } from '../scan/scan-tables.ts'

/** A file of an item, as it stands on disk and in the catalog. */
export interface ListedFile {
  folder: string
  name: string
  /** A disc folder, standing for all that is in it. */
  disc: boolean
  size: number
  mtimeNs: string
  device: string
  inode: string
  fingerprint: string | null
  /** What this scan noticed about it; null: nothing, or that is imported already. */
  change: EntryKind | null
  /** What the catalog knows of it; null: nothing yet. */
  known: { id: string; itemId: string | null; state: FileState; match: FileMatch | null } | null
}

/** All files of one film's (or series') folder with the NFOs and pictures beside them. */
export interface ItemListing {
  rootId: string
  rootPath: string
  itemFolder: string
  /** NFOs or pictures changed: read everything again. */
  refresh: boolean
  /** Further files of it follow in another listing, after this one. */
  more?: { folder: string; name: string }
  files: ListedFile[]
  sidecars: { folder: string; names: Sidecar[] }[]
}

/** Where a file is. */
export interface FilePlace {
  rootId: string
  folder: string
  name: string
}

/** Something that an import could not read. */
export interface ImportProblem {
  rootId: string
  itemFolder: string
  path: string
  kind: string
  message: string
}

/** Prepared films (or episodes) that are written in one transaction. */
export interface ImportBatch {
  /** The changed files that it deals with. */
  files: FilePlace[]
  problems: ImportProblem[]
  /** Writes them all in the caller's transaction, and notes what is to be made searchable. */
  write(tx: Kysely<LibraryDatabase>): Promise<void>
  /** Makes searchable what its write noted, once that is committed and while the next is written. */
  index(db: Kysely<LibraryDatabase>): Promise<void>
  /** The same in smaller batches, for when something in it cannot be written; itself alone when it is one film. */
  split(): ImportBatch[]
}

/** What a scan is for whoever imports what it found. */
export interface ImportContext {
  libraryId: string
  signal: AbortSignal
  log: JobLog
  /** Records that the index refused something, which is stored and cannot be found by a search. */
  refused(what: { collection: string; id: string; title: string | undefined }, error: Error): Promise<void>
  /** What the index refused in this library and, as far as is known, still would: to be tried again in `complete`, else it counts as taken. */
  refusedBefore(): Promise<{ collection: string; id: string }[]>
}

/** What a domain knows about files: the scan walks and keeps books, this makes films or series of what it found. */
export interface ScanImporter {
  /** The folder of the film or series that a file in `folder` belongs to: the same folder, or one above. Pure. */
  itemFolder(folder: string): string
  /**
   * How many files it takes at a time. An item with more comes in pages, in the order of folder and name, of which each but the
   * last has `more`; files whose names begin alike are kept together as far as a tenth of a page allows. Absent: items are whole,
   * 250 at a time.
   */
  filesAtATime?: number
  /** Reads NFOs and names; no database. Every changed file is in exactly one batch; a batch is at most a few hundred files. */
  prepare(items: readonly ItemListing[], context: ImportContext): Promise<ImportBatch[]>
  /** Films (or series) whose files went or were removed, with their episodes; what has no file left and nothing else to keep it is removed. */
  filesChanged(tx: Kysely<LibraryDatabase>, change: Pick<ItemChange, 'itemIds' | 'episodeIds'>): Promise<void>
  /** What makes sense when all films are known: candidates for files that this scan left unmatched, and all that is noted by now made searchable. */
  complete(db: Kysely<LibraryDatabase>, context: ImportContext & { scanId: string }): Promise<void>
}
