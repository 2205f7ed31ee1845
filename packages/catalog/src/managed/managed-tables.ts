import type { Generated } from 'kysely'

/** A program that keeps films or series on its own. */
export type Manager = 'radarr' | 'sonarr'

/** A season as a manager keeps it. */
export interface ManagedSeason {
  number: number
  monitored: boolean
  /** The numbers of the episodes for which it is otherwise. */
  except: number[]
}

/** `backlot.managed_items`: a film or series that a manager keeps, in its words; while it does, the item is not removed for want of files. */
export interface ManagedItemsTable {
  manager: Manager
  instance: string
  /** The manager's own id. */
  remote_id: number
  /** What it is for us; null when that was removed. */
  item_id: string | null
  title: string
  /** Its folder, as the manager calls it. */
  path: string | null
  monitored: boolean
  quality_profile: string | null
  tags: Generated<string[]>
  /** Of a series, else null. */
  seasons: ManagedSeason[] | null
  /** Of all that the manager said, so that the same need not be written again. */
  fingerprint: string
  synced_at: Generated<Date>
}

/** `backlot.managed_files`: a file that a manager says it has. */
export interface ManagedFilesTable {
  manager: Manager
  instance: string
  remote_id: number
  item_remote_id: number
  /** As the manager calls it. */
  path: string
  /** The file for us; null when it is in no library, or not on disk. */
  file_id: string | null
}
