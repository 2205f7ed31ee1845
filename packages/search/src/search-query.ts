import type { SearchCollection } from './search-document.ts'

/** What can be counted by. */
export const searchFacets = ['genre', 'year', 'resolution', 'library', 'hasFile'] as const
export type SearchFacet = (typeof searchFacets)[number]

/** `relevance` lists by name when there is no text; `title` is A to Z, `year` and `added` newest first. */
export type SearchSort = 'relevance' | 'title' | 'year' | 'added'

/** A hit must pass all that are given. */
export interface SearchFilters {
  /** Any of these. */
  genre?: readonly string[]
  /** From and to are both included; what has no year does not pass. */
  year?: { from?: number; to?: number }
  /** Any of these. */
  resolution?: readonly string[]
  /** Any of these libraries' ids. */
  library?: readonly string[]
  hasFile?: boolean
}

export interface SearchQuery {
  /** What the person typed so far. Empty finds everything that passes the filters. */
  text: string
  collections: readonly SearchCollection[]
  filters?: SearchFilters
  /** Values to count among all that is found, not only this page. */
  facets?: readonly SearchFacet[]
  /** `relevance` when left out. */
  sort?: SearchSort
  /** Hits on a page, 1 to 250; 20 when left out. */
  limit?: number
  /** Hits to leave out before the page. */
  offset?: number
}

export interface SearchHit {
  collection: SearchCollection
  id: string
  title: string
  year?: number
  parentId?: string
  /** Above 0, up to 1 for an exact title. To compare within one result; 0 when there is no text. */
  score: number
}

export interface FacetCount {
  value: string
  count: number
}

export interface SearchResult {
  hits: SearchHit[]
  /** How many there are on all pages. */
  total: number
  /** For each facet asked for: its values, the most frequent first. */
  facets: Partial<Record<SearchFacet, FacetCount[]>>
}
