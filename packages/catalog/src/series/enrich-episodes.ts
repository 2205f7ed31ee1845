import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { enrichRows } from '../items/enrich-rows.ts'

/** What a source of lesser rank says of an episode; what is left out it does not know. */
export interface EpisodeEnrichment {
  id: string
  seasonId: string
  seasonNumber: number
  number: number
  absoluteNumber?: number | undefined
  title?: string | undefined
  plot?: string | undefined
  /** `YYYY-MM-DD` */
  aired?: string | undefined
  runtimeMinutes?: number | undefined
}

/** Adds what a source of lesser rank says to episodes that are known, as `enrichRows`. One that had no number gets it. */
export const enrichEpisodes = async (
  tx: Kysely<CatalogDatabase>,
  source: string,
  episodes: readonly EpisodeEnrichment[],
): Promise<void> => {
  await enrichRows(tx, episodes, {
    table: 'backlot.episodes',
    source,
    columns: [
      ['title', 'title', 'text'],
      ['plot', 'overview', 'text'],
      ['aired', 'aired', 'date'],
      ['runtimeMinutes', 'runtime_minutes', 'integer'],
    ],
    further: [
      ['seasonId', 'uuid'],
      ['seasonNumber', 'integer'],
      ['number', 'integer'],
      ['absoluteNumber', 'integer'],
    ],
    set: () => [
      sql`season_id = coalesce(m.season_id, r."seasonId")`,
      sql`season_number = coalesce(m.season_number, r."seasonNumber")`,
      sql`number = coalesce(m.number, r."number")`,
      sql`absolute_number = coalesce(m.absolute_number, r."absoluteNumber")`,
    ],
  })
}
