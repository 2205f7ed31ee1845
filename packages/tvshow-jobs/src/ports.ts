import type { Clock } from '@backlot/jobs'
import type { LibraryDatabase } from '@backlot/library'
import type { OnlineMetadata } from '@backlot/metadata'
import type { SearchIndex } from '@backlot/search'
import type { Kysely } from 'kysely'

/** What the TV workers need of the program that runs them. */
export interface TVShowPorts {
  db: Kysely<LibraryDatabase>
  /** Where series, seasons and episodes are made searchable. */
  search: Pick<SearchIndex, 'transactional' | 'index' | 'remove' | 'digests' | 'startReindex'>
  /** The providers that are asked. Default: none. */
  online?: OnlineMetadata
  /** Default: the machine's. */
  clock?: Clock
  /** How many files an import takes at a time, which is what its memory grows with. Default: 1,000. */
  filesAtATime?: number
}
