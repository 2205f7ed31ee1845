import type { MovieFields, UniqueIds } from '../movie-fields.ts'
import type { PersonFields } from '../person-fields.ts'
import type { SeasonFields, SeriesFields } from '../series-fields.ts'

/**
 * A source of metadata that is asked over the network. It has what it can serve and leaves out the rest: a provider of
 * series has no `movie`. All ids that it takes are its own; `findMovie` and `findSeries` give its own for those of others.
 * Everything rejects with a `ProviderError` (see `provider-error.ts`) or with the reason of the signal.
 */
export interface MetadataProvider {
  /** `tmdb`, `tvmaze`: the name of its ids, of its values' provenance and of its settings. */
  readonly name: string
  /** Where its pictures are: the hosts that images may be fetched from when it is configured. */
  readonly imageHosts?: readonly string[]

  /** Films of a title, likeliest first; a few dozen at most. */
  readonly searchMovies?: (query: TitleQuery, options: RequestOptions) => Promise<FoundTitle[]>
  /** Its id of the film that has one of these ids of other providers. */
  readonly findMovie?: (ids: UniqueIds, options: RequestOptions) => Promise<string | undefined>
  readonly movie?: (id: string, options: FetchOptions) => Promise<Fetched<MovieFields>>

  /** Series of a title, likeliest first; a few dozen at most. */
  readonly searchSeries?: (query: TitleQuery, options: RequestOptions) => Promise<FoundTitle[]>
  /** Its id of the series that has one of these ids of other providers. */
  readonly findSeries?: (ids: UniqueIds, options: RequestOptions) => Promise<string | undefined>
  /** A series with chosen seasons, each with its episodes: one request for 14 to 20 seasons, none for an episode. */
  readonly series?: (id: string, options: SeriesOptions) => Promise<Fetched<ProvidedSeries>>

  readonly person?: (id: string, options: FetchOptions) => Promise<Fetched<PersonFields>>

  /** Ids of films that changed since then. */
  readonly changedMovies?: (since: Date, options: ChangesOptions) => Promise<string[]>
  /** Ids of series that changed since then, by themselves or in one of their episodes. */
  readonly changedSeries?: (since: Date, options: ChangesOptions) => Promise<string[]>

  /** Asks whether it answers and takes our key, in one request; for the health page. */
  readonly check: (options: ChangesOptions) => Promise<void>
}

/** What every question takes. */
export interface RequestOptions {
  signal: AbortSignal
  /** The languages that texts are wanted in (`de`, `pt-BR`), the preferred first; default English. */
  languages?: readonly string[]
}

/** What a question without texts takes. */
export type ChangesOptions = Pick<RequestOptions, 'signal'>

/** What a question for one thing takes. */
export interface FetchOptions extends RequestOptions {
  /** The version that was read last; when nothing changed since, the answer says so instead of repeating it. */
  version?: string | undefined
}

/** What a question for a series takes. */
export interface SeriesOptions extends FetchOptions {
  /** Which seasons come with their episodes; default all. */
  seasons?: 'all' | readonly number[]
  /** Seasons that are known to be there, from an earlier answer or from files; saves a request for long series. */
  knownSeasons?: readonly number[]
}

/** What was read, or that it is as it was. */
export type Fetched<Fields> =
  | { changed: true; id: string; fields: Fields; /** To give back at the next question. */ version?: string }
  | { changed: false; id: string }

/** A series as a provider tells it. */
export interface ProvidedSeries {
  series: SeriesFields
  /** All seasons, in their order; those that were asked for with their episodes. */
  seasons: SeasonFields[]
}

/** A title that is looked for. */
export interface TitleQuery {
  title: string
  /** Of the film, or of the first episode. */
  year?: number | undefined
}

/** What a search found. */
export interface FoundTitle {
  id: string
  title: string
  originalTitle?: string
  year?: number
  /** The more, the better known; of no unit. */
  popularity?: number
  plot?: string
  /** The address of a poster. */
  poster?: string
}
