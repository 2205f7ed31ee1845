import type { Client, Logger } from '@backlot/jobs'
import type { LibraryDatabase } from '@backlot/library'
import { noteSearchPlace, reconcileSearch } from '@backlot/search'
import type { Kysely } from 'kysely'
import type { OpenSearch } from './open-search.ts'

/** What settling needs. */
export interface SettleOptions {
  search: OpenSearch
  db: Kysely<LibraryDatabase>
  client: Pick<Client, 'insert'>
  logger: Logger
}

/**
 * Has the index filled when it lies somewhere else than the last time, or when its server has lost it. A server that is
 * away does not keep the host from starting: the job waits for it.
 */
export const settleSearch = async ({ search, db, client, logger }: SettleOptions): Promise<void> => {
  const moved = await noteSearchPlace(db, search.place)
  const lacking = await search.index.needsReindex().catch((error: unknown) => {
    logger.warn({ error: error instanceof Error ? error.message : String(error) }, 'The search index cannot be looked at')
    return ['all']
  })
  if (moved || lacking.length > 0) await client.insert(reconcileSearch({}))
}
