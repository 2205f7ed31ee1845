import type { Clock, Insert, JobLog, ProgressReport } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from '../library-database.ts'
import type { ScanImporter } from '../import/scan-importer.ts'

/** A root of a library as a scan uses it. */
export interface ScanRoot {
  id: string
  path: string
}

/** One attempt of a scan, as its phases see it. */
export interface ScanRun {
  db: Kysely<LibraryDatabase>
  id: string
  libraryId: string
  libraryName: string
  /** The roots that are online. */
  roots: readonly ScanRoot[]
  force: boolean
  /** Folders that it is limited to; undefined: everything. */
  limits: readonly ScanLimit[] | undefined
  dryRun: boolean
  allowMassRemoval: boolean
  importer: ScanImporter
  clock: Clock
  signal: AbortSignal
  progress: (report: ProgressReport) => void
  log: JobLog
  insert: Insert
}

/** A folder that a scan is limited to, with all below it. */
export interface ScanLimit {
  rootId: string
  folder: string
}

/** The path of a root that takes part in a scan. */
export const rootPath = (run: Pick<ScanRun, 'roots'>, rootId: string): string => {
  const root = run.roots.find(({ id }) => id === rootId)
  if (root === undefined) throw new Error(`Root ${rootId} takes no part in this scan`)
  return root.path
}
