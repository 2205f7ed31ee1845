import type { Clock, Insert, InsertMany, JobRequest } from '@backlot/jobs'
import type { CatalogDatabase } from '@backlot/catalog'
import type { Kysely } from 'kysely'
import type { MovieFields } from './movie-fields.ts'
import type { Told } from './online/ask-about.ts'
import type { TitleClues } from './online/find-title.ts'
import type { OnlineMetadata } from './online/online-metadata.ts'
import type { ProvidedSeries } from './providers/metadata-provider.ts'

/** What the metadata workers need of the program that runs them. */
export interface MetadataPorts {
  db: Kysely<CatalogDatabase>
  /** Who is asked online; default nobody. */
  online?: OnlineMetadata
  /** Who stores what further providers know; a type that is left out is not enriched. */
  content?: { movie?: EnrichableContent<MovieFields>; tvshow?: EnrichableContent<ProvidedSeries> }
  /**
   * Brings a person of whom something new was told into the search index, in the transaction that stores it or by a job that
   * is part of it; where she is called otherwise now, also what credits her. Default: there is no index.
   */
  indexPerson?: (tx: Kysely<CatalogDatabase>, person: { id: string; renamed: boolean }, insert: Insert) => Promise<void>
  /** What matches a file of a library of films or series again; files of a type that is left out are not swept. */
  matches?: { movie?: MatchFile; tvshow?: MatchFile }
  /** Default: the machine's. */
  clock?: Clock
}

/** Makes the job that matches one file (by its absolute path) of a library. */
export type MatchFile = (file: { path: string; libraryId: string }) => JobRequest

/** What adding to what is stored takes. */
export interface AddOptions {
  /** The providers of the library, in their rank. */
  providers: readonly string[]
  insert: Insert
  insertMany: InsertMany
}

/** Films or series, as their own package keeps them: this package knows providers, not how a film is stored. */
export interface EnrichableContent<Fields> {
  /** What is known to find it by at a provider; undefined: there is no such film or series. */
  clues: (id: string) => Promise<TitleClues | undefined>
  /**
   * Adds what a provider said to what is stored, each value in the rank of its source, in one transaction with the search
   * index, the downloads of its pictures (`requestImages`) and the note that the provider was asked.
   */
  add: (id: string, told: Extract<Told<Fields>, { is: 'read' }>, options: AddOptions) => Promise<void>
}
