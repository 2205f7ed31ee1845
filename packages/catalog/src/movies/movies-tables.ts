import type { Generated, JSONColumnType } from 'kysely'

/** The best source that a film is known from. */
export type KnownFrom = 'name' | 'nfo' | 'provider'

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
  ratings: JSONColumnType<MovieRating[]>
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

/** What one source thinks of a film: `value` of at most `max`. */
export interface MovieRating {
  source: string
  value: number
  max: number
  votes?: number
}

/** `backlot.movie_titles`: every title of a film, to find it by. */
export interface MovieTitlesTable {
  movie_id: string
  title: string
  /** The key that titles compare by. */
  normalized: string
  /** Empty when it is not known. */
  language: string
}

/** `backlot.movie_external_ids`: one provider's id means one film; ids of one provider are never stored as another's. */
export interface MovieExternalIdsTable {
  movie_id: string
  provider: string
  value: string
}

/** `backlot.genres` */
export interface GenresTable {
  id: Generated<number>
  name: string
}

/** `backlot.movie_genres` */
export interface MovieGenresTable {
  movie_id: string
  genre_id: number
  position: number
}

/** `backlot.people` */
export interface PeopleTable {
  id: string
  name: string
  /** What tells this person from others: `tmdb:31`, `imdb:nm0000158`, or `name:max schreck` while no provider's id is known. */
  known_by: string
  thumb_url: string | null
}

/** Before or behind the camera. */
export type CreditKind = 'actor' | 'director' | 'writer'

/** `backlot.credits` */
export interface CreditsTable {
  movie_id: string
  kind: CreditKind
  position: number
  person_id: string
  /** May be empty: a credit without a role is a credit. */
  role: string
}

/** `backlot.artwork`: a picture beside a film's files (root, folder, name), or one that a source offers (url). */
export interface ArtworkTable {
  id: Generated<string>
  movie_id: string
  type: string
  position: number
  source: string
  root_id: string | null
  folder: string | null
  name: string | null
  url: string | null
}

/** `backlot.collections` */
export interface CollectionsTable {
  id: string
  name: string
  /** `tmdb:10`, or `name:alien` while no provider's id is known. */
  known_by: string
  overview: string | null
}
