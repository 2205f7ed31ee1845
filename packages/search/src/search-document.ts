/** Every collection, in the order in which equally good hits of a combined search are listed. */
export const searchCollections = ['movies', 'series', 'people', 'seasons', 'episodes'] as const

/** What is indexed apart: each collection has its own documents and is reindexed on its own. */
export type SearchCollection = (typeof searchCollections)[number]

/** What is known to the index of a movie, series, season, episode or person. For a person, `title` is the name. */
export interface SearchDocument {
  /** Unique in its collection; compared exactly. */
  id: string
  title: string
  /** All other titles, in any language; for a season or episode also the one with its series' name, `Example Show Season 2`. */
  titles: string[]
  year?: number
  /** For drivers that search it last of all. The Postgres driver does not: it would cost a writer as much as all the rest. */
  overview?: string
  genres: string[]
  people: string[]
  libraryIds: string[]
  /** As the library writes it, for instance `1080p`. */
  resolution?: string
  hasFile: boolean
  addedAt: Date
  /** What sorting by title goes by; the title without its article when it is left out. */
  sortTitle?: string
  /** What it is part of: a season's series, an episode's season. Comes back with the hit. */
  parentId?: string
}
