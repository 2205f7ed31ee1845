import type { Kysely } from 'kysely'
import type { SearchIndex } from '../search-index.ts'
import { indexDocuments, removeDocuments } from './index-documents.ts'
import { readDigests, readIds } from './read-index.ts'
import { searchDocuments } from './search-documents.ts'
import { startReindex } from './start-reindex.ts'

/**
 * The search index in the database that is there anyway. Writes take part in the caller's transaction, and are found by
 * everyone once it commits. Needs the tables of `searchMigrations`, and a role that owns them: a reindex makes and drops tables.
 */
export const createPostgresSearch = <Database>(db: Kysely<Database>): SearchIndex => ({
  transactional: true,
  index: async (collection, documents, { tx = db } = {}) => {
    await indexDocuments(tx, { collection, table: 'live' }, documents)
  },
  remove: async (collection, ids, { tx = db } = {}) => {
    await removeDocuments(tx, collection, ids)
  },
  search: async (query) => await searchDocuments(db, query),
  startReindex: async (collection) => await startReindex(db, collection),
  digests: async (collection, ids, { tx = db } = {}) => await readDigests(tx, collection, ids),
  ids: (collection) => readIds(db, collection),
  needsReindex: async () => await Promise.resolve([]),
})
