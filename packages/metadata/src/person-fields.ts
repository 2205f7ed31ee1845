import type { RemoteArtwork, UniqueIds } from './movie-fields.ts'

/** What is known of a person, by whatever source. */
export interface PersonFields {
  name?: string
  biography?: string
  /** `YYYY-MM-DD` */
  born?: string
  /** `YYYY-MM-DD` */
  died?: string
  birthplace?: string
  /** What the person mostly does: `Acting`, `Directing`. */
  knownFor?: string
  otherNames?: string[]
  uniqueIds?: UniqueIds
  artwork?: RemoteArtwork[]
  /** Biographies in languages that were asked for. */
  translations?: { language: string; biography: string }[]
}
