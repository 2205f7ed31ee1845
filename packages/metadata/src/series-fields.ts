import type { Credit, OtherTitle, Person, Rating, RemoteArtwork, Trailer, Translation, UniqueIds } from './movie-fields.ts'

/** What is known of a series, by whatever source. A field that is absent is not known; empty strings and empty lists say no more. */
export interface SeriesFields {
  title?: string
  originalTitle?: string
  sortTitle?: string
  year?: number
  /** The day of the first showing, `YYYY-MM-DD`. */
  firstAired?: string
  /** The day of the latest showing. */
  lastAired?: string
  /** The day of the next showing, where one is announced. */
  nextAirs?: string
  status?: SeriesStatus
  /** Of an ordinary episode. */
  runtimeMinutes?: number
  plot?: string
  outline?: string
  tagline?: string
  genres?: string[]
  countries?: string[]
  networks?: string[]
  studios?: string[]
  tags?: string[]
  ratings?: Rating[]
  /** The age rating as it was written: `TV-14`, `FSK 12`. */
  certification?: string
  /** Age ratings by country (`US`, `DE`), as each writes them. */
  certifications?: Record<string, string>
  uniqueIds?: UniqueIds
  actors?: Credit[]
  creators?: Person[]
  directors?: Person[]
  writers?: Person[]
  trailer?: string
  trailers?: Trailer[]
  artwork?: RemoteArtwork[]
  /** The language it was made in. */
  language?: string
  translations?: Translation[]
  /** Every title that it is known by, to find it by. */
  otherTitles?: OtherTitle[]
}

/** The name of one field of a series. */
export type SeriesField = keyof SeriesFields

/** Whether more episodes will come. */
export type SeriesStatus = 'planned' | 'in production' | 'pilot' | 'continuing' | 'ended' | 'cancelled'

/** What is known of a season; season 0 are the specials. */
export interface SeasonFields {
  number: number
  title?: string
  plot?: string
  /** The day of its first showing, `YYYY-MM-DD`. */
  aired?: string
  episodeCount?: number
  ratings?: Rating[]
  uniqueIds?: UniqueIds
  artwork?: RemoteArtwork[]
  translations?: Translation[]
  /** Absent: the season was not asked for. */
  episodes?: EpisodeFields[]
}

/** What is known of an episode. */
export interface EpisodeFields {
  seasonNumber: number
  number: number
  /** Its number in the series as a whole. */
  absoluteNumber?: number
  title?: string
  plot?: string
  /** The day of its first showing, `YYYY-MM-DD`. */
  aired?: string
  runtimeMinutes?: number
  ratings?: Rating[]
  uniqueIds?: UniqueIds
  /** Those who are in most episodes of its season are credits of the series. */
  guests?: Credit[]
  directors?: Person[]
  writers?: Person[]
  artwork?: RemoteArtwork[]
  translations?: Translation[]
}
