import type { NewActivity } from '@backlot/activity'
import type { Clock, Duration, Insert, JobRequest } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import type { ArrDatabase } from './arr-database.ts'
import type { RadarrClient, SonarrClient } from './client/create-arr-client.ts'

/** What the domain of films, or of series, does with what a sync changed. */
export interface ChangedItems {
  /** Makes changed items searchable, in the same transaction (or by a job that is part of it); those that are gone, too. */
  index(tx: Kysely<ArrDatabase>, itemIds: readonly string[], insert: Insert): Promise<void>
  /** The job that reads a new file's name, its NFO and what else lies beside it. */
  readFile(file: { libraryId: string; path: string }): JobRequest
}

/** What the workers of this package need of the program that runs them. */
export interface ArrPorts {
  db: Kysely<ArrDatabase>
  radarr: readonly RadarrClient[]
  sonarr: readonly SonarrClient[]
  movies: ChangedItems
  series: ChangedItems
  /** Keeps an activity, in the transaction of the deed. Nothing is kept when left out. */
  recordActivity?: (tx: Kysely<ArrDatabase>, activity: NewActivity) => Promise<void>
  /** How long the events of one item are gathered before it is synced. Default 30s. */
  gatherFor?: Duration
  /** Default: the machine's. */
  clock?: Clock
}
