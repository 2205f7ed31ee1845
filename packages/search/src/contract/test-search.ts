import type { SearchIndex } from '../search-index.ts'
import type { SearchQuery, SearchResult } from '../search-query.ts'

/** Gives an index without documents. */
export type OpenEmpty = () => Promise<SearchIndex>

/** Searches the movies, for everything when no text is given. */
export const searchFor = async (index: SearchIndex, query: Partial<SearchQuery>): Promise<SearchResult> =>
  await index.search({ text: '', collections: ['movies'], ...query })

/** What is found, as titles with their years. */
export const titlesOf = async (index: SearchIndex, query: Partial<SearchQuery>): Promise<string[]> =>
  (await searchFor(index, query)).hits.map(({ title, year }) => (year === undefined ? title : `${title} ${year}`))
