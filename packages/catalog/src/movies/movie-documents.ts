import { sql, type Kysely, type RawBuilder } from 'kysely'
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

/** Names of the people in an item, in the order of its credits. */
export const peopleOf = (itemId: RawBuilder<unknown>): RawBuilder<string[]> => sql`
  array(
    select p.name from backlot.credits c join backlot.people p on p.id = c.person_id where c.item_id = ${itemId} order by c.kind, c.position
  )`

/** The best of what the names of files say. */
export const bestResolution = (told: readonly (string | null)[] | null | undefined): { resolution?: string } => {
  const lines = (told ?? []).map((resolution) => Number.parseInt(resolution ?? '', 10)).filter((height) => !Number.isNaN(height))
  return lines.length === 0 ? {} : { resolution: `${Math.max(...lines)}p` }
}

/**
 * Films as documents for a search index, in one statement; ids of films that are not there are left out. Each is looked up
 * in the index: the planner knows nothing of a table that is filled for the first time.
 */
export const movieDocuments = async (db: Kysely<CatalogDatabase>, movieIds: readonly string[]): Promise<MovieDocument[]> => {
  const { rows } = await sql<DocumentRow>`
    select m.id, m.title, m.year, m.overview, m.sort_title, m.created_at, t.titles, g.genres, ${peopleOf(sql.ref('w.id'))} as people,
      f.library_ids, f.has_file, f.resolutions, f.added_at
    from unnest(${movieIds}::uuid[]) as w (id)
    cross join lateral (select * from backlot.movies where id = w.id offset 0) m
    cross join lateral (
      select array_agg(t.title order by t.title) as titles from backlot.item_titles t where t.item_id = w.id and t.title <> m.title
    ) t
    cross join lateral (
      select array_agg(g.name order by ig.position) as genres
      from backlot.item_genres ig join backlot.genres g on g.id = ig.genre_id where ig.item_id = w.id
    ) g
    cross join lateral (
      select array_agg(f.library_id) as library_ids, bool_or(f.missing_since is null) as has_file,
        array_agg(f.facts ->> 'resolution') filter (where f.missing_since is null) as resolutions, min(f.added_at) as added_at
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
  resolutions: (string | null)[] | null
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
  libraryIds: [...new Set(row.library_ids)].toSorted(),
  ...bestResolution(row.resolutions),
  hasFile: row.has_file ?? false,
  addedAt: row.added_at ?? row.created_at,
  sortTitle: row.sort_title,
})
