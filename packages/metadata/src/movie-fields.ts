/** What is known of a film, by whatever source. A field that is absent is not known; empty strings and empty lists say no more. */
export interface MovieFields {
  title?: string
  originalTitle?: string
  sortTitle?: string
  year?: number
  /** The day of the first showing, `YYYY-MM-DD`. */
  premiered?: string
  runtimeMinutes?: number
  plot?: string
  /** The plot in a sentence or two. */
  outline?: string
  tagline?: string
  genres?: string[]
  countries?: string[]
  studios?: string[]
  tags?: string[]
  /** The collection that the film belongs to. */
  set?: MovieSet
  ratings?: Rating[]
  /** The age rating as it was written: `PG-13`, `FSK 12`, `US:R`. */
  certification?: string
  uniqueIds?: UniqueIds
  actors?: Credit[]
  directors?: string[]
  writers?: string[]
  /** An http or https address. */
  trailer?: string
  artwork?: RemoteArtwork[]
  language?: string
}

/** The name of one field of a film. */
export type MovieField = keyof MovieFields

/** A collection of films. */
export interface MovieSet {
  name?: string
  overview?: string
  tmdbId?: string
}

/** What one source thinks of a film: `value` of at most `max`. */
export interface Rating {
  source: string
  value: number
  max: number
  votes?: number
}

/** Ids by provider (`imdb`, `tmdb`, `tvdb`, …), each as that provider writes it. */
export type UniqueIds = Record<string, string>

/** A person in front of the camera. The role may be empty: a credit without one is a credit all the same. */
export interface Credit {
  name: string
  role: string
  order?: number
  /** An http or https address of a picture. */
  thumb?: string
  uniqueIds?: UniqueIds
}

/** What a picture of a film shows. */
export type ArtworkType = 'poster' | 'backdrop' | 'logo' | 'banner' | 'thumb' | 'disc' | 'art'

/** A picture that some source offers; the address is http or https, and not yet checked against the hosts that are allowed. */
export interface RemoteArtwork {
  type: ArtworkType
  url: string
}
