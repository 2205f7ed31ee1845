import { sql, type RawBuilder } from 'kysely'
import type { FacetCount, SearchFacet, SearchResult } from '../search-query.ts'

interface FacetSource {
  column: string
  /** The column holds several values. */
  list?: boolean
}

const sources: Record<SearchFacet, FacetSource> = {
  genre: { column: 'genres', list: true },
  year: { column: 'year' },
  resolution: { column: 'resolution' },
  library: { column: 'library_ids', list: true },
  hasFile: { column: 'has_file' },
}

/** The columns that facets are counted by. */
export const facetColumns = (facets: readonly SearchFacet[]): string[] => facets.map((facet) => sources[facet].column)

/** Counts the values of facets in `found`, as one JSON list, the most frequent first. */
export const facetCounts = (facets: readonly SearchFacet[]): RawBuilder<unknown> =>
  sql`(select json_agg(counted) from (${sql.join(facets.map(countsOf), sql` union all `)}) as counted)`

const countsOf = (facet: SearchFacet): RawBuilder<unknown> => {
  const { column, list = false } = sources[facet]
  const from = list
    ? sql`found, unnest(${sql.ref(column)}) as listed (value)`
    : sql`(select ${sql.ref(column)} as value from found) as listed`
  return sql`(
    select ${sql.lit(facet)}::text as facet, value::text as value, count(*)::int as count
    from ${from} where value is not null group by value order by count desc, value)`
}

/** Every facet that was asked for, also one without a value. */
export const groupFacets = (
  facets: readonly SearchFacet[],
  counts: readonly (FacetCount & { facet: SearchFacet })[],
): SearchResult['facets'] =>
  Object.fromEntries(
    facets.map((facet) => [facet, counts.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }))]),
  )
