import { rowsParameter } from '../rows-parameter.ts'
import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { KnownFrom } from './movies-tables.ts'

/** A provider's id of a film. */
export interface ExternalId {
  provider: string
  value: string
}

/** A film as matching sees it. */
export interface KnownMovie {
  id: string
  title: string
  year: number | null
  knownFrom: KnownFrom
  /** All its titles, as the keys they compare by. */
  titles: string[]
  /** Ids by provider; several of one provider are rare, and all there. */
  externalIds: ExternalId[]
  lockedFields: string[]
  provenance: Record<string, string>
}

/** Ways to ask for films; any that fits is enough. */
export interface MovieClues {
  movieIds: readonly string[]
  /** Normalised titles. */
  titles: readonly string[]
  externalIds: readonly ExternalId[]
}

/** All films that any clue points at, in one statement. */
export const findKnownMovies = async (
  db: Kysely<CatalogDatabase>,
  { movieIds, titles, externalIds }: MovieClues,
): Promise<KnownMovie[]> => {
  const { rows } = await sql<KnownMovie>`
    with clues as materialized (
      select unnest(${movieIds}::uuid[]) as movie_id
      union select movie_id from backlot.movie_titles where normalized = any(${titles}::text[])
      union select e.movie_id
      from jsonb_to_recordset(${rowsParameter(externalIds)}) as r (provider text, value text)
      join backlot.movie_external_ids e on e.provider = r.provider and e.value = r.value
    )
    select m.id, m.title, m.year, m.known_from as "knownFrom", m.locked_fields as "lockedFields", m.provenance,
      coalesce((select array_agg(distinct t.normalized) from backlot.movie_titles t where t.movie_id = m.id), '{}') as titles,
      coalesce(
        (select jsonb_agg(jsonb_build_object('provider', e.provider, 'value', e.value)) from backlot.movie_external_ids e where e.movie_id = m.id),
        '[]'
      ) as "externalIds"
    from clues join backlot.movies m on m.id = clues.movie_id`.execute(db)
  return rows
}

/** Lets one transaction at a time create films, so that two never create the same one. Held until its end. */
export const lockMovies = async (tx: Kysely<CatalogDatabase>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('backlot movies', 0))`.execute(tx)
}
