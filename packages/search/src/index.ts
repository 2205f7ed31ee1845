export { reconcileSearch } from './args.ts'
export { searchJobs } from './bundle.ts'
export type { DocumentSource, SourceChange } from './following/document-source.ts'
export { followChanges, noteChanges, type Following } from './following/follow-changes.ts'
export { rebuildIndex } from './following/rebuild-index.ts'
export { indexAllNoted, indexNoted, type IndexingNotes, type RefusedDocument } from './following/index-noted.ts'
export { updateIndex, type IndexChange, type WritableIndex } from './following/update-index.ts'
export { waitForIndex } from './following/wait-for-index.ts'
export { createPostgresSearch } from './postgres/create-postgres-search.ts'
export { searchMigrations } from './postgres/search-migrations.ts'
export { reconcileSearchWorker, type ReconcileResult, type SearchPorts } from './reconcile/reconcile-worker.ts'
export { noteSearchPlace } from './postgres/search-place.ts'
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
