import type { SearchCollection } from '../search-document.ts'
import type { SearchQuery } from '../search-query.ts'
import type { CollectionNames } from './collection-schema.ts'
import { facetBy } from './facets.ts'
import { filterBy } from './filters.ts'
import { tierClause, type TypedQuery } from './typed-query.ts'

/** The fields that a text is searched in, each with how much it counts and how many typos it forgives. */
const searched = [
  { field: 'words', weight: 10, typos: 2, prefix: true },
  { field: 'key', weight: 9, typos: 2, prefix: true },
  { field: 'variants', weight: 7, typos: 1, prefix: true },
  { field: 'other_words', weight: 6, typos: 2, prefix: true },
  { field: 'other_keys', weight: 5, typos: 2, prefix: true },
  { field: 'people_words', weight: 3, typos: 2, prefix: true },
  { field: 'year_text', weight: 1, typos: 0, prefix: false },
] as const

const inEach = (valueOf: (one: (typeof searched)[number]) => string | number | boolean): string => searched.map(valueOf).join(',')

/** Every word as it was typed, the last of them perhaps only begun. */
const asTyped = { num_typos: '0', typo_tokens_threshold: 0, drop_tokens_threshold: 0, split_join_tokens: 'off' }

/** Also similar words, words written together or apart, and, when nothing has all words, only some of them. */
const withTypos = {
  num_typos: inEach(({ typos }) => typos),
  min_len_1typo: 3,
  min_len_2typo: 8,
  typo_tokens_threshold: 10,
  enable_typos_for_numerical_tokens: false,
  split_join_tokens: 'fallback',
  drop_tokens_threshold: 1,
  drop_tokens_mode: 'both_sides:3',
}

/** How strictly a text is taken. */
export type Strictness = 'asTyped' | 'withTypos'

/** A part of what a search finds in one collection. */
export interface Window {
  collection: SearchCollection
  offset: number
  limit: number
  /** Its collection's facets are counted with it. */
  counts: boolean
}

/** What the server reads of a window's documents. */
const included = 'id,title,year,parent_id,key,other_keys,sort_key,year_up,year_down,added_at,rank'

/** One search of a multi_search. Without a text it finds all. */
export const searchParameters = (
  names: CollectionNames,
  { collection, offset, limit, counts }: Window,
  { query, typed, strictness }: { query: SearchQuery; typed: TypedQuery | undefined; strictness: Strictness },
): Record<string, unknown> => ({
  collection: names.alias(collection),
  q: typed?.words ?? '*',
  query_by: inEach(({ field }) => field),
  query_by_weights: inEach(({ weight }) => weight),
  prefix: inEach(({ prefix }) => prefix),
  ...(strictness === 'asTyped' ? asTyped : withTypos),
  // Prefixes are looked up among so many words: with the default of 4, rare titles would be missed.
  max_candidates: 1_000,
  max_filter_by_candidates: 1_000,
  filter_by: filterBy(query.filters ?? {}),
  sort_by: sortBy(query, typed),
  include_fields: included,
  enable_highlight_v1: false,
  highlight_fields: 'none',
  offset,
  limit,
  ...(counts ? { facet_by: facetBy(query.facets ?? []), max_facet_values: 1_000 } : {}),
})

const sortBy = ({ sort = 'relevance' }: SearchQuery, typed: TypedQuery | undefined): string => {
  switch (sort) {
    case 'year':
      return 'year_down:desc,sort_key:asc'
    case 'added':
      return 'added_at:desc'
    case 'relevance':
      if (typed !== undefined) return `${tierClause(typed)}:desc,_text_match:desc,rank:desc`
      break
    case 'title':
      break
  }
  return 'sort_key:asc,year_up:asc'
}
