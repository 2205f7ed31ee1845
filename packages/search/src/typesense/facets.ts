import type { SearchFacet, SearchResult } from '../search-query.ts'

const fields: Record<SearchFacet, string> = {
  genre: 'genres',
  year: 'year',
  resolution: 'resolution',
  library: 'library_ids',
  hasFile: 'has_file',
}

/** The facet_by of a search. */
export const facetBy = (facets: readonly SearchFacet[]): string => facets.map((facet) => fields[facet]).join(',')

/** What Typesense counted in one collection. */
export interface FieldCounts {
  field_name: string
  counts: readonly { value: string; count: number }[]
}

/** Adds up what was counted in several collections: every facet that was asked for, the most frequent value first. */
export const addUpFacets = (facets: readonly SearchFacet[], counted: readonly FieldCounts[]): SearchResult['facets'] =>
  Object.fromEntries(facets.map((facet) => [facet, addUp(counted.filter(({ field_name: name }) => name === fields[facet]))]))

const addUp = (counted: readonly FieldCounts[]): { value: string; count: number }[] => {
  const sums = new Map<string, number>()
  for (const { value, count } of counted.flatMap(({ counts }) => counts)) sums.set(value, (sums.get(value) ?? 0) + count)
  return Array.from(sums, ([value, count]) => ({ value, count })).toSorted(
    (a, b) => b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0),
  )
}
