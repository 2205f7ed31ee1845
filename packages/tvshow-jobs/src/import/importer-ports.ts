import type { Insert, InsertMany } from '@backlot/jobs'
import type { TVShowPorts } from '../ports.ts'

/** What an importer of series needs. */
export type ImporterPorts = Pick<TVShowPorts, 'search' | 'filesAtATime'> & {
  insert: Insert
  insertMany: InsertMany
  /** Whether somebody online is asked about series; then what is found is followed by jobs that ask. Default false. */
  asksOnline?: boolean
  /** Make series that are not known yet. */
  autoCreate: boolean
}
