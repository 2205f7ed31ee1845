import type { Insert } from '@backlot/jobs'
import type { TVShowPorts } from '../ports.ts'

/** What an importer of series needs. */
export type ImporterPorts = Pick<TVShowPorts, 'search'> & {
  insert: Insert
  /** Make series that are not known yet. */
  autoCreate: boolean
}
