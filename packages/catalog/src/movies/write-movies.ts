import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { KnownFrom, Rating } from '../items/items-tables.ts'
import type { ExternalId } from '../items/known-items.ts'
import { writeArtwork, type ArtworkToWrite } from '../items/write-artwork.ts'
import { writeCredits, type CreditToWrite } from '../items/write-credits.ts'
import { writeDetails, type DetailsToWrite } from '../items/write-details.ts'
import { writeGenres } from '../items/write-genres.ts'
import { writeExternalIds, writeTitles, type TitleToWrite } from '../items/write-titles.ts'
import { writeCollections, type CollectionToWrite } from './write-collections.ts'

/** A film as it is to be stored: new, or in place of what is stored under its id. */
export interface MovieToWrite extends DetailsToWrite {
  id: string
  /** Something is stored under this id already, to be replaced. */
  replaces: boolean
  title: string
  sortTitle: string
  originalTitle?: string | undefined
  year?: number | undefined
  overview?: string | undefined
  tagline?: string | undefined
  runtimeMinutes?: number | undefined
  certification?: string | undefined
  /** `YYYY-MM-DD` */
  released?: string | undefined
  ratings: Rating[]
  countries: string[]
  studios: string[]
  tags: string[]
  trailer?: string | undefined
  language?: string | undefined
  collection?: CollectionToWrite | undefined
  knownFrom: KnownFrom
  lockedFields: string[]
  provenance: Record<string, string>
  titles: TitleToWrite[]
  /** Titles that are stored stay beside these: a provider told them, and was not asked now. */
  keepsTitles?: boolean | undefined
  externalIds: ExternalId[]
  /** Undefined: nothing is known, and what is stored stays. */
  genres?: string[] | undefined
  /** The kinds that are here replace the stored ones of their kind; a kind without an entry stays. */
  credits: CreditToWrite[]
  artwork: ArtworkToWrite
}

/**
 * Stores films with everything about them: a fixed number of statements however many there are. Run it in a transaction,
 * so that nobody sees a film without its cast. An external id that another film has stays with that one.
 */
export const writeMovies = async (tx: Kysely<CatalogDatabase>, movies: readonly MovieToWrite[]): Promise<void> => {
  if (movies.length === 0) return
  const collections = await writeCollections(
    tx,
    movies.flatMap(({ collection }) => collection ?? []),
  )
  await upsertMovies(tx, movies, collections)
  await writeTitles(tx, movies)
  // What films and series share is written in one order everywhere, so that two writers never wait for each other.
  await writeCredits(tx, movies)
  await writeExternalIds(tx, 'movie', movies)
  await writeGenres(tx, movies)
  await writeArtwork(tx, movies)
  await writeDetails(tx, movies)
}

const upsertMovies = async (
  tx: Kysely<CatalogDatabase>,
  movies: readonly MovieToWrite[],
  collections: Map<string, string>,
): Promise<void> => {
  const rows = movies.map((movie) => ({
    id: movie.id,
    title: movie.title,
    sort_title: movie.sortTitle,
    original_title: movie.originalTitle,
    year: movie.year,
    overview: movie.overview,
    tagline: movie.tagline,
    runtime_minutes: movie.runtimeMinutes,
    certification: movie.certification,
    released: movie.released,
    ratings: movie.ratings,
    countries: movie.countries,
    studios: movie.studios,
    tags: movie.tags,
    trailer: movie.trailer,
    language: movie.language,
    collection_id: movie.collection && collections.get(movie.collection.knownBy),
    known_from: movie.knownFrom,
    locked_fields: movie.lockedFields,
    provenance: movie.provenance,
  }))
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (
        id uuid, title text, sort_title text, original_title text, year integer, overview text, tagline text, runtime_minutes integer,
        certification text, released date, ratings jsonb, countries text[], studios text[], tags text[], trailer text, language text,
        collection_id uuid, known_from text, locked_fields text[], provenance jsonb
      )
    ),
    made as (insert into backlot.items (id, type) select id, 'movie' from given on conflict do nothing)
    insert into backlot.movies as m (
      id, title, sort_title, original_title, year, overview, tagline, runtime_minutes, certification, released, ratings,
      countries, studios, tags, trailer, language, collection_id, known_from, locked_fields, provenance
    )
    select * from given
    on conflict (id) do update set
      title = excluded.title, sort_title = excluded.sort_title, original_title = excluded.original_title, year = excluded.year,
      overview = excluded.overview, tagline = excluded.tagline, runtime_minutes = coalesce(excluded.runtime_minutes, m.runtime_minutes),
      certification = excluded.certification, released = excluded.released, ratings = excluded.ratings, countries = excluded.countries,
      studios = excluded.studios, tags = excluded.tags, trailer = excluded.trailer, language = excluded.language,
      collection_id = coalesce(excluded.collection_id, m.collection_id), known_from = excluded.known_from, locked_fields = excluded.locked_fields,
      provenance = excluded.provenance, updated_at = now()`.execute(tx)
}
