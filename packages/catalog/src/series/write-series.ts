import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { KnownFrom, Rating } from '../items/items-tables.ts'
import type { ExternalId } from '../items/known-items.ts'
import { writeArtwork, type ArtworkToWrite } from '../items/write-artwork.ts'
import { writeCredits, type CreditToWrite } from '../items/write-credits.ts'
import { writeDetails, type DetailsToWrite } from '../items/write-details.ts'
import { writeGenres } from '../items/write-genres.ts'
import { writeExternalIds, writeTitles, type TitleToWrite } from '../items/write-titles.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** A series as it is to be stored: new, or in place of what is stored under its id. */
export interface SeriesToWrite extends DetailsToWrite {
  id: string
  /** Something is stored under this id already, to be replaced. */
  replaces: boolean
  title: string
  sortTitle: string
  originalTitle?: string | undefined
  year?: number | undefined
  overview?: string | undefined
  tagline?: string | undefined
  /** Of an episode. */
  runtimeMinutes?: number | undefined
  certification?: string | undefined
  status?: string | undefined
  /** `YYYY-MM-DD` */
  firstAired?: string | undefined
  lastAired?: string | undefined
  ratings: Rating[]
  countries: string[]
  studios: string[]
  networks: string[]
  tags: string[]
  trailer?: string | undefined
  language?: string | undefined
  knownFrom: KnownFrom
  lockedFields: string[]
  provenance: Record<string, string>
  titles: TitleToWrite[]
  externalIds: ExternalId[]
  /** Undefined: nothing is known, and what is stored stays. */
  genres?: string[] | undefined
  /** The kinds that are here replace the stored ones of their kind; a kind without an entry stays. */
  credits: CreditToWrite[]
  artwork: ArtworkToWrite
}

/**
 * Stores series with everything about them but their seasons and episodes: a fixed number of statements however many there
 * are. Run it in a transaction. An external id that another series has stays with that one.
 */
export const writeSeries = async (tx: Kysely<CatalogDatabase>, series: readonly SeriesToWrite[]): Promise<void> => {
  if (series.length === 0) return
  await upsertSeries(tx, series)
  await writeTitles(tx, series)
  // What films and series share is written in one order everywhere, so that two writers never wait for each other.
  await writeCredits(tx, series)
  await writeExternalIds(tx, 'series', series)
  await writeGenres(tx, series)
  await writeArtwork(tx, series)
  await writeDetails(tx, series)
}

const upsertSeries = async (tx: Kysely<CatalogDatabase>, series: readonly SeriesToWrite[]): Promise<void> => {
  const rows = series.map((one) => ({
    id: one.id,
    title: one.title,
    sort_title: one.sortTitle,
    original_title: one.originalTitle,
    year: one.year,
    overview: one.overview,
    tagline: one.tagline,
    runtime_minutes: one.runtimeMinutes,
    certification: one.certification,
    status: one.status,
    first_aired: one.firstAired,
    last_aired: one.lastAired,
    ratings: one.ratings,
    countries: one.countries,
    studios: one.studios,
    networks: one.networks,
    tags: one.tags,
    trailer: one.trailer,
    language: one.language,
    known_from: one.knownFrom,
    locked_fields: one.lockedFields,
    provenance: one.provenance,
  }))
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (
        id uuid, title text, sort_title text, original_title text, year integer, overview text, tagline text, runtime_minutes integer,
        certification text, status text, first_aired date, last_aired date, ratings jsonb, countries text[], studios text[],
        networks text[], tags text[], trailer text, language text, known_from text, locked_fields text[], provenance jsonb
      )
    ),
    made as (insert into backlot.items (id, type) select id, 'series' from given on conflict do nothing)
    insert into backlot.series (
      id, title, sort_title, original_title, year, overview, tagline, runtime_minutes, certification, status, first_aired, last_aired,
      ratings, countries, studios, networks, tags, trailer, language, known_from, locked_fields, provenance
    )
    select * from given
    on conflict (id) do update set
      title = excluded.title, sort_title = excluded.sort_title, original_title = excluded.original_title, year = excluded.year,
      overview = excluded.overview, tagline = excluded.tagline, runtime_minutes = excluded.runtime_minutes,
      certification = excluded.certification, status = excluded.status, first_aired = excluded.first_aired,
      last_aired = excluded.last_aired, ratings = excluded.ratings, countries = excluded.countries, studios = excluded.studios,
      networks = excluded.networks, tags = excluded.tags, trailer = excluded.trailer, language = excluded.language,
      known_from = excluded.known_from, locked_fields = excluded.locked_fields, provenance = excluded.provenance,
      updated_at = now()`.execute(tx)
}
