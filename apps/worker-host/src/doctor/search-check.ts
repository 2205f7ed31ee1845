import type { OpenSearch } from '../search/open-search.ts'
import type { Check } from './check.ts'

/** Where the search index is, and whether it is whole. */
export const searchCheck = ({ server, place }: OpenSearch): Check => ({
  name: 'search',
  run: async () => {
    if (server === undefined) return { status: 'ok', message: 'the index is kept in the database' }
    const { version, collections } = await server.check()
    const documents = collections.reduce((sum, collection) => sum + collection.documents, 0)
    const lacking = collections.filter(({ state }) => state !== 'ready').map(({ collection }) => collection)
    if (lacking.length === 0) return { status: 'ok', message: `Typesense ${version} at ${place} holds ${documents} documents` }
    const message = `Typesense ${version} at ${place} has no index of ${lacking.join(', ')} as this version needs it`
    return { status: 'warning', message, fix: 'backlot jobs insert search_reconcile' }
  },
})
