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
  directors?: Person[]
  writers?: Person[]
  /** An http or https address. */
  trailer?: string
  trailers?: Trailer[]
  artwork?: RemoteArtwork[]
  /** The language it was made in. */
  language?: string
  /** Age ratings by country (`US`, `DE`), as each writes them. */
  certifications?: Record<string, string>
  /** Titles and texts in languages that were asked for. */
  translations?: Translation[]
  /** Every title that it is known by, to find it by. */
  otherTitles?: OtherTitle[]
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

/** Somebody who took part. */
export interface Person {
  name: string
  /** An http or https address of a picture. */
  thumb?: string
  /** The ids of the person. */
  uniqueIds?: UniqueIds
}

/** A person in front of the camera. The role may be empty: a credit without one is a credit all the same. */
export interface Credit extends Person {
  role: string
  order?: number
}

/** What a title is called and what is said of it in one language. */
export interface Translation {
  /** `de`, or with a country: `pt-BR`. */
  language: string
  title?: string
  plot?: string
  tagline?: string
}

/** A title, with its language where that is known. */
export interface OtherTitle {
  title: string
  language?: string
}

/** A trailer at an http or https address. */
export interface Trailer {
  url: string
  name?: string
  language?: string
}

/** What a picture shows: of a film or series most of these, of an episode a still, of a person a profile. */
export type ArtworkType = 'poster' | 'backdrop' | 'logo' | 'banner' | 'thumb' | 'disc' | 'art' | 'still' | 'profile'

/** A picture that some source offers; the address is http or https, and not yet checked against the hosts that are allowed. */
export interface RemoteArtwork {
  type: ArtworkType
  url: string
  /** The language of what is written on it; absent: nothing is, or it is not known. */
  language?: string
  width?: number
  height?: number
}
