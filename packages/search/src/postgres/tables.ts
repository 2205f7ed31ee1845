import { sql, type RawBuilder } from 'kysely'
import type { SearchCollection } from '../search-document.ts'
import type { SearchTransaction } from '../search-index.ts'

/** The two tables a collection can have: the one that is searched, and the one that a reindex builds beside it. */
export type TableOf = 'live' | 'next'

export const tableName = (collection: SearchCollection, which: TableOf = 'live'): string =>
  which === 'live' ? `search_${collection}` : `search_${collection}_next`

export const table = (collection: SearchCollection, which: TableOf = 'live'): RawBuilder<unknown> =>
  sql.table(`backlot.${tableName(collection, which)}`)

export const vectorIndexName = (collection: SearchCollection, which: TableOf): string => `${tableName(collection, which)}_vector`

/**
 * Every search goes through this index. New entries wait in a list that each search reads too, so that list is kept short:
 * 256 kB is read in a millisecond, and spares writers half of the index's work.
 */
export const createVectorIndex = async (db: SearchTransaction, collection: SearchCollection, which: TableOf): Promise<void> => {
  await sql`
    create index if not exists ${sql.id(vectorIndexName(collection, which))} on ${table(collection, which)}
    using gin (vector) with (fastupdate = on, gin_pending_list_limit = 256)`.execute(db)
}
