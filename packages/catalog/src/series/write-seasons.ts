import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { KnownFrom } from '../items/items-tables.ts'
import type { ExternalId } from '../items/known-items.ts'
import { writeArtwork, type ArtworkToWrite } from '../items/write-artwork.ts'
import { writeDetails, type DetailsToWrite } from '../items/write-details.ts'
import { writeExternalIds } from '../items/write-titles.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** A season as it is to be stored: new, or in place of what is stored under its id. */
export interface SeasonToWrite extends DetailsToWrite {
  id: string
  /** Something is stored under this id already, to be replaced. */
  replaces: boolean
  seriesId: string
  /** 0 are the specials. */
  number: number
  title?: string | undefined
  overview?: string | undefined
  /** `YYYY-MM-DD` */
  aired?: string | undefined
  knownFrom: KnownFrom
  lockedFields: string[]
  provenance: Record<string, string>
  externalIds: ExternalId[]
  artwork: ArtworkToWrite
}

/** Stores seasons of series that are stored: a fixed number of statements however many there are. Run it in a transaction. */
export const writeSeasons = async (tx: Kysely<CatalogDatabase>, seasons: readonly SeasonToWrite[]): Promise<void> => {
  if (seasons.length === 0) return
  const rows = seasons.map((season) => ({
    id: season.id,
    series_id: season.seriesId,
    number: season.number,
    title: season.title,
    overview: season.overview,
    aired: season.aired,
    known_from: season.knownFrom,
    locked_fields: season.lockedFields,
    provenance: season.provenance,
  }))
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (
        id uuid, series_id uuid, number integer, title text, overview text, aired date, known_from text, locked_fields text[],
        provenance jsonb
      )
    ),
    made as (insert into backlot.items (id, type) select id, 'season' from given on conflict do nothing)
    insert into backlot.seasons (id, series_id, number, title, overview, aired, known_from, locked_fields, provenance)
    select * from given
    on conflict (id) do update set
      title = excluded.title, overview = excluded.overview, aired = excluded.aired, known_from = excluded.known_from,
      locked_fields = excluded.locked_fields, provenance = excluded.provenance, updated_at = now()`.execute(tx)
  await writeExternalIds(tx, 'season', seasons)
  await writeArtwork(tx, seasons)
  await writeDetails(tx, seasons)
}
