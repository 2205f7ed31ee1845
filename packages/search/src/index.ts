export { createPostgresSearch } from './postgres/create-postgres-search.ts'
export { searchMigrations } from './postgres/search-migrations.ts'
export { documentDigest } from './document-digest.ts'
export { searchCollections, type SearchCollection, type SearchDocument } from './search-document.ts'
export { isSearchError, SearchError } from './search-error.ts'
export type { Reindex, SearchIndex, SearchTransaction, SearchWriteOptions } from './search-index.ts'
export {
  searchFacets,
  type FacetCount,
  type SearchFacet,
  type SearchFilters,
  type SearchHit,
  type SearchQuery,
  type SearchResult,
  type SearchSort,
} from './search-query.ts'
export {
  createTypesenseSearch,
  type TypesenseCollectionStatus,
  type TypesenseOptions,
  type TypesenseSearch,
} from './typesense/create-typesense-search.ts'
export { scopedReadKey, type ReadScope } from './typesense/read-key.ts'
