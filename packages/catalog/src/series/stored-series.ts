import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { KnownFrom, Rating } from '../items/items-tables.ts'
import { rowsParameter } from '../rows-parameter.ts'

interface StoredKnowledge {
  id: string
  knownFrom: KnownFrom
  lockedFields: string[]
  provenance: Record<string, string>
}

/** What is stored of a series, in the words of its sources; what is not known is null. */
export interface StoredSeries extends StoredKnowledge {
  title: string
  originalTitle: string | null
  sortTitle: string
  year: number | null
  firstAired: string | null
  lastAired: string | null
  status: string | null
  runtimeMinutes: number | null
  plot: string | null
  tagline: string | null
  countries: string[]
  studios: string[]
  networks: string[]
  tags: string[]
  ratings: Rating[]
  certification: string | null
  trailer: string | null
  language: string | null
}

/** What is stored of series, to merge with what their sources say now. One statement. */
export const storedSeries = async (db: Kysely<CatalogDatabase>, seriesIds: readonly string[]): Promise<StoredSeries[]> => {
  const { rows } = await sql<StoredSeries>`
    select id, title, original_title as "originalTitle", sort_title as "sortTitle", year, first_aired::text as "firstAired",
      last_aired::text as "lastAired", status, runtime_minutes as "runtimeMinutes", overview as plot, tagline, countries, studios,
      networks, tags, ratings, certification, trailer, language, known_from as "knownFrom", locked_fields as "lockedFields", provenance
    from backlot.series where id = any(${seriesIds}::uuid[])`.execute(db)
  return rows
}

/** What is stored of a season, in the words of its sources. */
export interface StoredSeason extends StoredKnowledge {
  seriesId: string
  number: number
  title: string | null
  plot: string | null
  aired: string | null
}

/** All seasons of series. One statement. */
export const storedSeasons = async (db: Kysely<CatalogDatabase>, seriesIds: readonly string[]): Promise<StoredSeason[]> => {
  const { rows } = await sql<StoredSeason>`
    select id, series_id as "seriesId", number, title, overview as plot, aired::text, known_from as "knownFrom",
      locked_fields as "lockedFields", provenance
    from backlot.seasons where series_id = any(${seriesIds}::uuid[])`.execute(db)
  return rows
}

/** What is stored of an episode, in the words of its sources. */
export interface StoredEpisode extends StoredKnowledge {
  seriesId: string
  seasonId: string | null
  seasonNumber: number | null
  number: number | null
  absoluteNumber: number | null
  aired: string | null
  title: string | null
  plot: string | null
  runtimeMinutes: number | null
  ratings: Rating[]
}

/** What an episode is called by: its numbers, the one that runs through all seasons, or the day of its first showing. */
export interface EpisodeNumbers {
  season?: number | undefined
  number?: number | undefined
  absolute?: number | undefined
  /** `YYYY-MM-DD` */
  aired?: string | undefined
}

/** Ways to ask for episodes of a series; any that fits is enough. */
export interface EpisodeClue extends EpisodeNumbers {
  seriesId: string
}

/** The episodes that clues point at, and those of files, in one statement. */
export const findEpisodes = async (
  db: Kysely<CatalogDatabase>,
  { clues, fileIds }: { clues: readonly EpisodeClue[]; fileIds: readonly string[] },
): Promise<StoredEpisode[]> => {
  const rows = clues.map(({ seriesId, season, number, absolute, aired }) => ({ series_id: seriesId, season, number, absolute, aired }))
  // Each way through its own index, clue by clue: the tables fill too fast for the planner's statistics.
  const { rows: found } = await sql<StoredEpisode>`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (series_id uuid, season integer, number real, absolute real, aired date)
    ),
    wanted as materialized (
      select e.id from given g cross join lateral (
        select id from backlot.episodes e where e.series_id = g.series_id and e.season_number = g.season and e.number = g.number offset 0
      ) e where g.number is not null
      union select e.id from given g cross join lateral (
        select id from backlot.episodes e where e.series_id = g.series_id and e.absolute_number = g.absolute offset 0
      ) e where g.absolute is not null
      union select e.id from given g cross join lateral (
        select id from backlot.episodes e where e.series_id = g.series_id and e.aired = g.aired offset 0
      ) e where g.aired is not null
      union select episode_id from backlot.episode_files where file_id = any(${fileIds}::bigint[])
    )
    select ${episodeColumns} from wanted w cross join lateral (select * from backlot.episodes e where e.id = w.id offset 0) e`.execute(db)
  return found
}

const episodeColumns = sql`
  e.id, e.series_id as "seriesId", e.season_id as "seasonId", e.season_number as "seasonNumber", e.number,
  e.absolute_number as "absoluteNumber", e.aired::text, e.title, e.overview as plot, e.runtime_minutes as "runtimeMinutes", e.ratings,
  e.known_from as "knownFrom", e.locked_fields as "lockedFields", e.provenance`

/** Episodes of a series by season and number, those without numbers first; at most `limit` after an offset. */
export const storedEpisodes = async (
  db: Kysely<CatalogDatabase>,
  { seriesId, season, limit = 1_000, offset = 0 }: { seriesId: string; season?: number | undefined; limit?: number; offset?: number },
): Promise<StoredEpisode[]> => {
  const { rows } = await sql<StoredEpisode>`
    select ${episodeColumns} from backlot.episodes e
    where e.series_id = ${seriesId} and (${season ?? null}::integer is null or e.season_number = ${season ?? null}::integer)
    order by e.season_number nulls first, e.number, e.absolute_number, e.aired, e.id limit ${limit} offset ${offset}`.execute(db)
  return rows
}
