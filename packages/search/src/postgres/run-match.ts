import { sql, type RawBuilder } from 'kysely'
import { searchCollections, type SearchCollection } from '../search-document.ts'
import type { SearchTransaction } from '../search-index.ts'
import type { FacetCount, SearchFacet, SearchHit, SearchQuery, SearchResult, SearchSort } from '../search-query.ts'
import { facetColumns, facetCounts, groupFacets } from './facets.ts'
import { passes } from './filters.ts'
import { isFound, pointsOf } from './match-sql.ts'
import type { Match } from './match.ts'
import { table } from './tables.ts'

interface Found {
  total: number
  best: number | null
  hits: HitRow[] | null
  facets: (FacetCount & { facet: SearchFacet })[] | null
}

interface HitRow {
  collection: SearchCollection
  id: string
  title: string
  year: number | null
  parent_id: string | null
  points: number
}

export interface Ran {
  result: SearchResult
  total: number
  /** The highest score of all that was found, on whichever page. */
  bestScore: number
}

/** Runs a search in one statement: the page, the number of all hits, their facets. Without a match it finds all documents. */
export const runMatch = async (db: SearchTransaction, query: SearchQuery, match?: Match): Promise<Ran> => {
  const { collections, facets = [], sort = 'relevance', limit = 20, offset = 0 } = query
  const order = orders[match === undefined && sort === 'relevance' ? 'title' : sort]
  const columns = new Set(['id', 'title', 'year', 'parent_id', 'has_file', ...order.columns, ...facetColumns(facets)])
  const wanted = { columns, query, match }
  const asked = searchCollections.filter((collection) => collections.includes(collection))
  // The planner has a third less to do where what all collections have in common is written once; a limit is each one's own.
  const found = match?.most === undefined ? foundIn(asked, wanted) : eachOf(asked.map((collection) => foundIn([collection], wanted)))
  const { rows } = await sql<Found>`
    with found as materialized (${found}),
    page as (
      select collection, id, title, year, parent_id, points from found order by ${order.by} limit ${limit} offset ${offset}
    )
    select total, best, (select json_agg(page) from page) as hits, ${facets.length === 0 ? sql`null` : facetCounts(facets)} as facets
    from (select count(*)::int as total, max(points) as best from found) as counted`.execute(db)
  const { total = 0, best = null, hits = null, facets: counts = null } = rows[0] ?? {}
  return {
    result: { hits: (hits ?? []).map(hitOf), total, facets: groupFacets(facets, counts ?? []) },
    total,
    bestScore: (best ?? 0) / 100,
  }
}

interface Wanted {
  columns: ReadonlySet<string>
  query: SearchQuery
  match: Match | undefined
}

const foundIn = (collections: readonly SearchCollection[], { columns, query, match }: Wanted): RawBuilder<unknown> => {
  const conditions = [...(match === undefined ? [] : [isFound(match)]), ...passes(query.filters ?? {})]
  return sql`
    select collection, place, ${sql.join(Array.from(columns, (column) => sql.ref(column)))},
      ${match === undefined ? sql`0` : pointsOf(match)} as points
    from (${eachOf(collections.map(documentsOf))}) as documents
    ${conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`}
    ${match?.most === undefined ? sql`` : sql`limit ${match.most}`}`
}

const documentsOf = (collection: SearchCollection): RawBuilder<unknown> => sql`
  select ${sql.lit(collection)}::text as collection, ${sql.lit(searchCollections.indexOf(collection))}::int as place,
    id, parent_id, title, year, key_length, has_file, added_at, resolution, vector, sort_key, genres, library_ids
  from ${table(collection)}`

const eachOf = (queries: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  sql.join(
    queries.map((query) => sql`(${query})`),
    sql` union all `,
  )

const orders: Record<SearchSort, { columns: readonly string[]; by: RawBuilder<unknown> }> = {
  relevance: { columns: [], by: sql`points desc, place, has_file desc, year desc nulls last, id` },
  title: { columns: ['sort_key'], by: sql`sort_key, year nulls last, place, id` },
  year: { columns: ['sort_key'], by: sql`year desc nulls last, sort_key, place, id` },
  added: { columns: ['added_at'], by: sql`added_at desc, place, id` },
}

const hitOf = ({ collection, id, title, year, parent_id: parentId, points }: HitRow): SearchHit => ({
  collection,
  id,
  title,
  score: points / 100,
  ...(year === null ? {} : { year }),
  ...(parentId === null ? {} : { parentId }),
})
