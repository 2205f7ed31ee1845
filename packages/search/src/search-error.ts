const brand = Symbol.for('@backlot/search/SearchError')

/** A search, a write or a reindex that cannot be done; the message says what was attempted and what to do. */
export class SearchError extends Error {
  override readonly name = 'SearchError'
  readonly [brand] = true
}

/** True for a SearchError, also one of another copy of this package. */
export const isSearchError = (error: unknown): error is SearchError => error instanceof Error && brand in error
