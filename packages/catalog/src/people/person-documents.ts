import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { MovieDocument } from '../movies/movie-documents.ts'

/** People as documents for a search index, in one statement; a person is in the libraries of what they had a part in. */
export const personDocuments = async (db: Kysely<CatalogDatabase>, personIds: readonly string[]): Promise<MovieDocument[]> => {
  const { rows } = await sql<PersonRow>`
    with credited as materialized (
      select distinct c.person_id, coalesce(e.series_id, c.item_id) as item_id
      from backlot.credits c left join backlot.episodes e on e.id = c.item_id
      where c.person_id = any(${personIds}::uuid[])
    ),
    seen as (
      select credited.person_id, array_agg(distinct f.library_id::text) as library_ids, bool_or(f.missing_since is null) as has_file,
        min(f.added_at) as added_at
      from credited join backlot.files f on f.item_id = credited.item_id and f.role <> 'extra'
      group by credited.person_id
    )
    select p.id, p.name, t.titles, seen.library_ids, seen.has_file, seen.added_at
    from unnest(${personIds}::uuid[]) as w (id)
    join backlot.people p on p.id = w.id
    left join seen on seen.person_id = p.id
    cross join lateral (
      select array_agg(distinct name order by name) as titles from unnest(p.other_names) as other (name) where name <> p.name
    ) t`.execute(db)
  return rows.map(({ id, name, titles, library_ids: libraryIds, has_file: hasFile, added_at: addedAt }) => ({
    id,
    title: name,
    titles: titles ?? [],
    genres: [],
    people: [],
    libraryIds: libraryIds ?? [],
    hasFile: hasFile ?? false,
    addedAt: addedAt ?? new Date(0),
    sortTitle: name,
  }))
}

interface PersonRow {
  id: string
  name: string
  titles: string[] | null
  library_ids: string[] | null
  has_file: boolean | null
  added_at: Date | null
}

/** Ids of all people after one, in the order of ids; for passes over everything. */
export const personIdsAfter = async (db: Kysely<CatalogDatabase>, after: string | undefined, limit: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from backlot.people where ${after ?? null}::uuid is null or id > ${after ?? null}::uuid order by id limit ${limit}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** How many people there are. */
export const countPeople = async (db: Kysely<CatalogDatabase>): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from backlot.people`.execute(db)
  return rows[0]?.count ?? 0
}

/** Ids of the people who had a part in films, series, or episodes. */
export const personIdsOf = async (db: Kysely<CatalogDatabase>, itemIds: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct c.person_id as id from unnest(${itemIds}::uuid[]) as w (id)
    cross join lateral (select person_id from backlot.credits where item_id = w.id offset 0) c`.execute(db)
  return rows.map(({ id }) => id)
}
