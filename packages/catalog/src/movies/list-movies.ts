import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { KnownFrom } from '../items/items-tables.ts'

/** A film as lists show it. */
export interface MovieSummary {
  id: string
  title: string
  year: number | null
  runtimeMinutes: number | null
  knownFrom: KnownFrom
  /** Some file of it is there. */
  hasFile: boolean
  /** The id of its first poster: one beside its files, then of a provider, then of an NFO. */
  posterId: string | null
  addedAt: Date
}

/** A page of films; `next` is what to give as `after` for the following one, undefined on the last. */
export interface MoviePage {
  movies: MovieSummary[]
  next: string | undefined
}

/** Films by title, those of one library with `libraryId`; at most `limit` (50, up to 500) after a page's `next`. */
export const listMovies = async (
  db: Kysely<CatalogDatabase>,
  { libraryId, after, limit = 50 }: { libraryId?: string; after?: string; limit?: number } = {},
): Promise<MoviePage> => {
  const size = Math.min(limit, 500)
  const { rows } = await sql<MovieSummary>`
    select m.id, m.title, m.year, m.runtime_minutes as "runtimeMinutes", m.known_from as "knownFrom", m.created_at as "addedAt",
      exists (select from backlot.files f where f.item_id = m.id and f.missing_since is null and f.role <> 'extra') as "hasFile",
      (
        select a.id::text from backlot.artwork a
        where a.item_id = m.id and a.type = 'poster'
        order by a.root_id is null, a.source in ('nfo', 'job'), a.position, a.id limit 1
      ) as "posterId"
    from backlot.movies m
    where (${after ?? null}::uuid is null or (m.sort_title, m.id) > (select sort_title, id from backlot.movies where id = ${after ?? null}::uuid))
      and (${libraryId ?? null}::uuid is null or exists (
        select from backlot.files f where f.item_id = m.id and f.library_id = ${libraryId ?? null}::uuid
      ))
    order by m.sort_title, m.id limit ${size + 1}`.execute(db)
  const movies = rows.slice(0, size)
  return { movies, next: rows.length > size ? movies.at(-1)?.id : undefined }
}

/** Ids of all films after one, in the order of ids; for passes over everything. */
export const movieIdsAfter = async (db: Kysely<CatalogDatabase>, after: string | undefined, limit: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from backlot.movies where ${after ?? null}::uuid is null or id > ${after ?? null}::uuid order by id limit ${limit}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** How many films there are. */
export const countMovies = async (db: Kysely<CatalogDatabase>): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from backlot.movies`.execute(db)
  return rows[0]?.count ?? 0
}
