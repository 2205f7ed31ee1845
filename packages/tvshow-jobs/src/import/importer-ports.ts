import type { Insert, InsertMany } from '@backlot/jobs'
import type { ReadItems } from '@backlot/library'
import type { TVShowPorts } from '../ports.ts'
import type { ReadItemsOfSeries } from './read-series.ts'

/** What an importer of series needs. */
export type ImporterPorts = Pick<TVShowPorts, 'search' | 'filesAtATime'> & {
  insert: Insert
  insertMany: InsertMany
  /** Whether somebody online is asked about series; then what is found is followed by jobs that ask. Default false. */
  asksOnline?: boolean
  /** Make series that are not known yet. */
  autoCreate: boolean
  /** Reads what lies in folders; default here and now. */
  read?: ReadItems<ReadItemsOfSeries>
}
