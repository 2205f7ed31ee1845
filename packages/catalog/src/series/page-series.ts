import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'

/** What a series is made of, each with ids of its own. */
export type SeriesPart = 'series' | 'seasons' | 'episodes'

/** Ids of all series (or seasons, or episodes) after one, in the order of ids; for passes over everything. */
export const seriesIdsAfter = async (
  db: Kysely<CatalogDatabase>,
  part: SeriesPart,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(`backlot.${part}`)}
    where ${after ?? null}::uuid is null or id > ${after ?? null}::uuid order by id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Ids of all seasons or episodes of series. */
export const partIdsOf = async (
  db: Kysely<CatalogDatabase>,
  part: 'seasons' | 'episodes',
  seriesIds: readonly string[],
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(`backlot.${part}`)} where series_id = any(${seriesIds}::uuid[]) order by id`.execute(db)
  return rows.map(({ id }) => id)
}

/** How many series, seasons and episodes there are. */
export const countSeries = async (db: Kysely<CatalogDatabase>): Promise<Record<SeriesPart, number>> => {
  const { rows } = await sql<Record<SeriesPart, number>>`
    select (select count(*) from backlot.series)::integer as series, (select count(*) from backlot.seasons)::integer as seasons,
      (select count(*) from backlot.episodes)::integer as episodes`.execute(db)
  return rows[0] ?? { series: 0, seasons: 0, episodes: 0 }
}
