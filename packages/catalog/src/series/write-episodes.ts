import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { KnownFrom, Rating } from '../items/items-tables.ts'
import type { ExternalId } from '../items/known-items.ts'
import { writeArtwork, type ArtworkToWrite } from '../items/write-artwork.ts'
import { writeCredits, type CreditToWrite } from '../items/write-credits.ts'
import { writeDetails, type DetailsToWrite } from '../items/write-details.ts'
import { writeExternalIds } from '../items/write-titles.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** An episode as it is to be stored: new, or in place of what is stored under its id. */
export interface EpisodeToWrite extends DetailsToWrite {
  id: string
  /** Something is stored under this id already, to be replaced. */
  replaces: boolean
  seriesId: string
  seasonId?: string | undefined
  /** Known exactly when `number` is. */
  seasonNumber?: number | undefined
  number?: number | undefined
  absoluteNumber?: number | undefined
  /** `YYYY-MM-DD` */
  aired?: string | undefined
  title?: string | undefined
  overview?: string | undefined
  runtimeMinutes?: number | undefined
  ratings: Rating[]
  knownFrom: KnownFrom
  lockedFields: string[]
  provenance: Record<string, string>
  externalIds: ExternalId[]
  /** The kinds that are here replace the stored ones of their kind; a kind without an entry stays. */
  credits: CreditToWrite[]
  artwork: ArtworkToWrite
}

/** Stores episodes of series that are stored: a fixed number of statements however many there are. Run it in a transaction. */
export const writeEpisodes = async (tx: Kysely<CatalogDatabase>, episodes: readonly EpisodeToWrite[]): Promise<void> => {
  if (episodes.length === 0) return
  const rows = episodes.map((episode) => ({
    id: episode.id,
    series_id: episode.seriesId,
    season_id: episode.seasonId,
    season_number: episode.seasonNumber,
    number: episode.number,
    absolute_number: episode.absoluteNumber,
    aired: episode.aired,
    title: episode.title,
    overview: episode.overview,
    runtime_minutes: episode.runtimeMinutes,
    ratings: episode.ratings,
    known_from: episode.knownFrom,
    locked_fields: episode.lockedFields,
    provenance: episode.provenance,
  }))
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (
        id uuid, series_id uuid, season_id uuid, season_number integer, number real, absolute_number real, aired date, title text,
        overview text, runtime_minutes integer, ratings jsonb, known_from text, locked_fields text[], provenance jsonb
      )
    ),
    made as (insert into backlot.items (id, type) select id, 'episode' from given on conflict do nothing)
    insert into backlot.episodes as e (
      id, series_id, season_id, season_number, number, absolute_number, aired, title, overview, runtime_minutes, ratings, known_from,
      locked_fields, provenance
    )
    select * from given
    on conflict (id) do update set
      season_id = excluded.season_id, season_number = excluded.season_number, number = excluded.number,
      absolute_number = excluded.absolute_number, aired = excluded.aired, title = excluded.title, overview = excluded.overview,
      runtime_minutes = coalesce(excluded.runtime_minutes, e.runtime_minutes), ratings = excluded.ratings,
      known_from = excluded.known_from, locked_fields = excluded.locked_fields, provenance = excluded.provenance,
      updated_at = now()`.execute(tx)
  await writeCredits(tx, episodes)
  await writeExternalIds(tx, 'episode', episodes)
  await writeArtwork(tx, episodes)
  await writeDetails(tx, episodes)
}
