import type { Clock } from '@backlot/jobs'
import type { LibraryDatabase } from '@backlot/library'
import type { MediaProbe, OnlineMetadata } from '@backlot/metadata'
import type { SearchIndex } from '@backlot/search'
import type { Kysely } from 'kysely'

/** What the movie workers need of the program that runs them. */
export interface MoviePorts {
  db: Kysely<LibraryDatabase>
  /** Where films are made searchable. */
  search: Pick<SearchIndex, 'transactional' | 'index' | 'remove' | 'digests' | 'startReindex'>
  /** Reads what a container says. */
  probe: MediaProbe
  /** Who is asked online; default nobody. */
  online?: OnlineMetadata
  /** Default: the machine's. */
  clock?: Clock
  /** How many files an import takes at a time, which is what its memory grows with. Default: 2,000. */
  filesAtATime?: number
}
