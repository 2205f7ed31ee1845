import { SearchError } from './search-error.ts'
import type { SearchQuery } from './search-query.ts'

/** Throws a SearchError for a query that no driver can answer. */
export const refuseNonsense = ({ collections, limit = 1, offset = 0 }: SearchQuery): void => {
  if (collections.length === 0) throw new SearchError('A search needs at least one collection to search in; it was given none.')
  if (!Number.isInteger(limit) || limit < 1 || limit > 250) throw new SearchError(`A search gives 1 to 250 hits; its limit was ${limit}.`)
  if (!Number.isInteger(offset) || offset < 0) throw new SearchError(`A search leaves out 0 hits or more; its offset was ${offset}.`)
}
