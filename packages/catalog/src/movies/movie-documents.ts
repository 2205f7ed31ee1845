import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'

/** A film as a search index takes it. */
export interface MovieDocument {
  id: string
  title: string
  /** All other titles. */
  titles: string[]
  year?: number
  overview?: string
  genres: string[]
  people: string[]
  libraryIds: string[]
  /** The best of its files. */
  resolution?: string
  hasFile: boolean
  addedAt: Date
  sortTitle: string
}

/** Films as documents for a search index, in one statement; ids of films that are not there are left out. */
export const movieDocuments = async (db: Kysely<CatalogDatabase>, movieIds: readonly string[]): Promise<MovieDocument[]> => {
  const { rows } = await sql<DocumentRow>`
    select m.id, m.title, m.year, m.overview, m.sort_title, m.created_at, t.titles, g.genres, p.people,
      f.library_ids, f.has_file, f.height, f.added_at
    from unnest(${movieIds}::uuid[]) as w (id)
    join backlot.movies m on m.id = w.id
    cross join lateral (
      select array_agg(t.title order by t.title) as titles from backlot.item_titles t where t.item_id = w.id and t.title <> m.title
    ) t
    cross join lateral (
      select array_agg(g.name order by ig.position) as genres
      from backlot.item_genres ig join backlot.genres g on g.id = ig.genre_id where ig.item_id = w.id
    ) g
    cross join lateral (
      select array_agg(p.name order by c.kind, c.position) as people
      from backlot.credits c join backlot.people p on p.id = c.person_id where c.item_id = w.id
    ) p
    cross join lateral (
      select array_agg(distinct f.library_id) as library_ids,
        bool_or(f.missing_since is null) as has_file,
        max(substring(f.facts ->> 'resolution' from '^[0-9]+')::integer) filter (where f.missing_since is null) as height,
        min(f.added_at) as added_at
      from backlot.files f where f.item_id = w.id and f.role <> 'extra'
    ) f`.execute(db)
  return rows.map(documentOf)
}

interface DocumentRow {
  id: string
  title: string
  year: number | null
  overview: string | null
  sort_title: string
  created_at: Date
  titles: string[] | null
  genres: string[] | null
  people: string[] | null
  library_ids: string[] | null
  has_file: boolean | null
  height: number | null
  added_at: Date | null
}

const documentOf = (row: DocumentRow): MovieDocument => ({
  id: row.id,
  title: row.title,
  titles: row.titles ?? [],
  ...(row.year !== null && { year: row.year }),
  ...(row.overview !== null && { overview: row.overview }),
  genres: row.genres ?? [],
  people: [...new Set(row.people)],
  libraryIds: row.library_ids ?? [],
  ...(row.height !== null && { resolution: `${row.height}p` }),
  hasFile: row.has_file ?? false,
  addedAt: row.added_at ?? row.created_at,
  sortTitle: row.sort_title,
})
