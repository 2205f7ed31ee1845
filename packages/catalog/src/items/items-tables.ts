import type { Generated } from 'kysely'

/** What an item is. */
export type ItemType = 'movie' | 'series' | 'season' | 'episode' | 'person' | 'collection'

/**
 * `backlot.items`: a row for each film, series, season, episode, person and collection, under the same id as its own row.
 * Whoever removes a thing removes this row; all that is stored about it goes with it.
 */
export interface ItemsTable {
  id: string
  type: ItemType
}

/** The best source that something is known from. */
export type KnownFrom = 'name' | 'nfo' | 'provider'

/** What one source thinks of a film, series or episode: `value` of at most `max`. */
export interface Rating {
  source: string
  value: number
  max: number
  votes?: number
}

/** `backlot.item_titles`: every title of a film or series, to find it by. */
export interface ItemTitlesTable {
  item_id: string
  title: string
  /** The key that titles compare by. */
  normalized: string
  /** Empty when it is not known. */
  language: string
}

/** `backlot.item_translations`: what is said of an item in a language. */
export interface ItemTranslationsTable {
  item_id: string
  /** As the provider writes it: `de`, `pt-BR`. */
  language: string
  title: string | null
  overview: string | null
  tagline: string | null
}

/** `backlot.item_external_ids`: one provider's id means one item of a type; ids of one provider are never stored as another's. */
export interface ItemExternalIdsTable {
  item_id: string
  type: ItemType
  provider: string
  value: string
}

/** `backlot.item_certifications`: how old one must be, by country. */
export interface ItemCertificationsTable {
  item_id: string
  /** `US`, `DE` */
  country: string
  certification: string
}

/** `backlot.item_trailers` */
export interface ItemTrailersTable {
  item_id: string
  position: number
  url: string
  name: string | null
  language: string | null
}

/** `backlot.genres` */
export interface GenresTable {
  id: Generated<number>
  name: string
}

/** `backlot.item_genres` */
export interface ItemGenresTable {
  item_id: string
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
  biography: string | null
  /** `YYYY-MM-DD`; select it as text. */
  born: string | null
  died: string | null
  birthplace: string | null
  /** What the person mostly does: `Acting`. */
  known_for: string | null
  other_names: Generated<string[]>
}

/** Before or behind the camera. `guest`: in one episode of a series; `creator`: of a series. */
export type CreditKind = 'actor' | 'guest' | 'director' | 'writer' | 'creator'

/** `backlot.credits`: who did what in a film, series or episode. */
export interface CreditsTable {
  item_id: string
  kind: CreditKind
  position: number
  person_id: string
  /** May be empty: a credit without a role is a credit. */
  role: string
}

/** `backlot.artwork`: a picture of an item: beside its files (root, folder, name), or one that a source offers (url). */
export interface ArtworkTable {
  id: Generated<string>
  item_id: string
  type: string
  position: number
  source: string
  root_id: string | null
  folder: string | null
  name: string | null
  url: string | null
  /** Of the words in it; null: none, or not known. */
  language: string | null
  width: number | null
  height: number | null
  /** What the source's users think of it, of 10. */
  rating: number | null
}

/** `backlot.collections` */
export interface CollectionsTable {
  id: string
  name: string
  /** `tmdb:10`, or `name:alien` while no provider's id is known. */
  known_by: string
  overview: string | null
}
