import type { CatalogDatabase } from '@backlot/catalog'
import type { Generated, JSONColumnType } from 'kysely'
import type { ArrFailure } from './client/arr-error.ts'
import type { ArrApp } from './client/arr-instance.ts'

/** What counted in a sync: `added`, `updated`, `unchanged`, `gone`, `files`, `missing`, `outside`, `strange`. */
export type SyncCounts = Record<string, number>

/** Names of quality profiles and tags by id, as of the last time they were asked for. */
export interface Lookups {
  qualityProfiles?: Record<string, string>
  tags?: Record<string, string>
}

/** Something that a server listed and that could not be read. */
export interface SyncProblem {
  what: string
  why: string
}

/** `backlot.arr_instances`: what is known of a Radarr or Sonarr. */
export interface ArrInstancesTable {
  app: ArrApp
  name: string
  version: string | null
  last_full_at: Date | null
  last_incremental_at: Date | null
  /** Where the next incremental sync goes on in its history: time and id of the last record that was seen. */
  last_history_at: Date | null
  last_history_id: number | null
  last_webhook_at: Date | null
  last_counts: JSONColumnType<SyncCounts> | null
  lookups: JSONColumnType<Lookups>
  problems: JSONColumnType<SyncProblem[]>
  /** Of the last sync, when that failed. */
  failure: ArrFailure | null
  last_error: string | null
  last_error_at: Date | null
}

/** `backlot.arr_staged`: a row of a list that a full sync was told; `item` is null of one that could not be read. */
export interface ArrStagedTable {
  job_id: string
  position: number
  app: ArrApp
  instance: string
  remote_id: number
  fingerprint: string | null
  item: JSONColumnType<object> | null
  staged_at: Generated<Date>
}

/** The tables that this package owns, beside the catalog's, for Kysely. */
export interface ArrDatabase extends CatalogDatabase {
  'backlot.arr_instances': ArrInstancesTable
  'backlot.arr_staged': ArrStagedTable
}
