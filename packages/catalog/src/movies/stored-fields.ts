import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { KnownFrom, Rating } from '../items/items-tables.ts'

/** What is stored of a film, in the words of its sources; what is not known is null. */
export interface StoredFields {
  id: string
  title: string
  originalTitle: string | null
  sortTitle: string
  year: number | null
  premiered: string | null
  runtimeMinutes: number | null
  plot: string | null
  tagline: string | null
  countries: string[]
  studios: string[]
  tags: string[]
  ratings: Rating[]
  certification: string | null
  trailer: string | null
  language: string | null
  lockedFields: string[]
  knownFrom: KnownFrom
  provenance: Record<string, string>
}

/** What is stored of films, to merge with what their sources say now. One statement. */
export const storedFields = async (db: Kysely<CatalogDatabase>, movieIds: readonly string[]): Promise<StoredFields[]> => {
  const { rows } = await sql<StoredFields>`
    select id, title, original_title as "originalTitle", sort_title as "sortTitle", year, released::text as premiered,
      runtime_minutes as "runtimeMinutes", overview as plot, tagline, countries, studios, tags, ratings, certification, trailer,
      language, known_from as "knownFrom", locked_fields as "lockedFields", provenance
    from backlot.movies where id = any(${movieIds}::uuid[])`.execute(db)
  return rows
}
