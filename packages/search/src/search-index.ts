import type { Kysely } from 'kysely'
import type { SearchCollection, SearchDocument } from './search-document.ts'
import type { SearchQuery, SearchResult } from './search-query.ts'

/** A Kysely database or an open transaction of one, whatever its tables. */
export type SearchTransaction = Pick<Kysely<unknown>, 'getExecutor'>

export interface SearchWriteOptions {
  /** The caller's open transaction. A transactional index takes part in it; another refuses it. */
  tx?: SearchTransaction
}

/**
 * Finds what a library holds by what people type. Drivers differ in where the index lives; what is found, and in which
 * order of tiers, is the same: exact title, then the start of a title, then words in any order, then typos.
 */
export interface SearchIndex {
  /** True when writes take part in a `tx` and are found as soon as it commits; false when an index job has to follow. */
  readonly transactional: boolean
  /**
   * Adds documents, or replaces those with the same id. However many: one round trip, so give them in hundreds. Of two with
   * one id in a call the last counts. During a reindex they are in the live index at once and in the new one after the swap.
   */
  index(collection: SearchCollection, documents: readonly SearchDocument[], options?: SearchWriteOptions): Promise<void>
  /** Removes documents; ids that are not there are no error. One round trip. */
  remove(collection: SearchCollection, ids: readonly string[], options?: SearchWriteOptions): Promise<void>
  /** Searches one collection, or several at once in one order. Rejects with a SearchError when the query makes no sense. */
  search(query: SearchQuery): Promise<SearchResult>
  /**
   * Begins to build a collection anew beside the live index, or goes on with a build that a crash cut off. Everything stays
   * searchable. A second call takes the build over: what the first one does afterwards is refused.
   */
  startReindex(collection: SearchCollection): Promise<Reindex>
  /** What the index holds of these documents: their `documentDigest` by id; those it has not are left out. */
  digests(collection: SearchCollection, ids: readonly string[], options?: SearchWriteOptions): Promise<ReadonlyMap<string, string>>
  /** The ids of all documents, in pages and in no order to rely on. What changes meanwhile may be among them or not. */
  ids(collection: SearchCollection): AsyncIterable<readonly string[]>
  /** Collections that only a reindex makes good: never filled, or of an older schema. */
  needsReindex(): Promise<SearchCollection[]>
}

/** A build of one collection beside its live index. */
export interface Reindex {
  /**
   * Set when an earlier build goes on: the last document it holds. Give the documents in an order that can be resumed after
   * an id, and only those after this one. Unset at the start.
   */
  readonly resumeAfter?: string
  /** Adds documents to the new index and remembers the last one as the place to go on from. */
  index(documents: readonly SearchDocument[]): Promise<void>
  /**
   * Puts the new index in the place of the old one, with every change that `index()` and `remove()` made meanwhile. Rejects,
   * and can be called again, when writers leave it no gap for half a minute.
   */
  swap(): Promise<void>
  /** Throws the new index away; the live one stays as it is. */
  abandon(): Promise<void>
}
