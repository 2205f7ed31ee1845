import type { Generated, JSONColumnType } from 'kysely'
import type { KnownFrom, Rating } from '../items/items-tables.ts'

interface Known {
  known_from: KnownFrom
  /** Fields that a person edited or an NFO holds fast. */
  locked_fields: Generated<string[]>
  /** Which source each field came from. */
  provenance: JSONColumnType<Record<string, string>>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

/** `backlot.series`: a series, whichever libraries have files of it. */
export interface SeriesTable extends Known {
  id: string
  title: string
  sort_title: string
  original_title: string | null
  year: number | null
  overview: string | null
  tagline: string | null
  /** Of an episode. */
  runtime_minutes: number | null
  certification: string | null
  /** As its source says: `Continuing`, `Ended`. */
  status: string | null
  /** `YYYY-MM-DD`; select it as text. */
  first_aired: string | null
  last_aired: string | null
  ratings: JSONColumnType<Rating[]>
  countries: Generated<string[]>
  studios: Generated<string[]>
  networks: Generated<string[]>
  tags: Generated<string[]>
  trailer: string | null
  language: string | null
}

/** `backlot.seasons`: a season of a series; the specials are number 0. */
export interface SeasonsTable extends Known {
  id: string
  series_id: string
  number: number
  title: string | null
  overview: string | null
  /** `YYYY-MM-DD`; select it as text. */
  aired: string | null
}

/**
 * `backlot.episodes`: known by season and number, by its absolute number, or by the day that it was first shown. One that
 * is known by less gets the rest from a source that knows it, and stays the same row.
 */
export interface EpisodesTable extends Known {
  id: string
  series_id: string
  season_id: string | null
  /** Null exactly when `number` is. */
  season_number: number | null
  /** Between two others where it is no whole one: a recap is 10.5. */
  number: number | null
  absolute_number: number | null
  /** `YYYY-MM-DD`; select it as text. */
  aired: string | null
  title: string | null
  overview: string | null
  runtime_minutes: number | null
  ratings: JSONColumnType<Rating[]>
}

/** `backlot.episode_files`: which episodes a file of a series holds, in order. */
export interface EpisodeFilesTable {
  file_id: string
  episode_id: string
  position: number
}
