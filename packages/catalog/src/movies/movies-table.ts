import type { Generated, JSONColumnType } from 'kysely'
import type { KnownFrom, Rating } from '../items/items-tables.ts'

/** `backlot.movies`: a film, whichever libraries have files of it. */
export interface MoviesTable {
  id: string
  title: string
  sort_title: string
  original_title: string | null
  year: number | null
  overview: string | null
  tagline: string | null
  runtime_minutes: number | null
  certification: string | null
  /** `YYYY-MM-DD`; select it as text. */
  released: string | null
  ratings: JSONColumnType<Rating[]>
  countries: Generated<string[]>
  studios: Generated<string[]>
  tags: Generated<string[]>
  trailer: string | null
  language: string | null
  collection_id: string | null
  known_from: KnownFrom
  /** Fields that a person edited or an NFO holds fast. */
  locked_fields: Generated<string[]>
  /** Which source each field came from. */
  provenance: JSONColumnType<Record<string, string>>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}
