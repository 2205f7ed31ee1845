import type { LibraryType } from '@backlot/catalog'
import type { Client, Clock, JobRequest } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { LibraryDatabase } from './library-database.ts'

/** What reading a container gives: its facts, or why it has none. */
export type ProbeFacts =
  | { readable: true; truncated?: boolean; container: string }
  /** Some reasons stay so until the file changes, others may get better: `missing`, `no permission`, `read error`, `too slow`. */
  | { readable: false; reason: string; detail: string }

/** Reads what a video file says of itself. Resolves for every file; rejects only with the signal's reason. */
export interface ContainerProbe {
  probe(path: string, options: { signal: AbortSignal }): Promise<ProbeFacts>
}

/** Makes the request of a scan: its definition is one. */
export type ScanRequest = (args: { libraryId: string; paths?: string[]; force?: boolean }) => JobRequest

/** Which kind scans the libraries of a type; a type without one is kept and not scanned. */
export type ScansByType = Partial<Record<LibraryType, ScanRequest>>

/** What the workers of this package need of the program that runs them. */
export interface LibraryPorts {
  db: Kysely<LibraryDatabase>
  probe: ContainerProbe
  scans: ScansByType
  /** Says how a job stands; undefined when there is none. */
  jobs: Pick<Client, 'jobGet'>
  /** Default: the machine's. */
  clock?: Clock
}
