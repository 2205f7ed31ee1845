import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { FileMatch } from '../files/files-table.ts'
import type { KnownFrom, Rating } from '../items/items-tables.ts'
import { artworkOf, filePath, type ItemArtwork } from './find-series.ts'

/** A file with episodes of a series. */
export interface EpisodeFile {
  id: string
  libraryId: string
  /** Absolute. */
  path: string
  size: number
  part: number | null
  version: string | null
  media: Record<string, unknown> | null
  match: FileMatch | null
  missingSince: string | null
}

/** An episode with its files. */
export interface Episode {
  id: string
  seasonNumber: number | null
  number: number | null
  absoluteNumber: number | null
  /** `YYYY-MM-DD` */
  aired: string | null
  title: string | null
  overview: string | null
  runtimeMinutes: number | null
  ratings: Rating[]
  knownFrom: KnownFrom
  artwork: ItemArtwork[]
  files: EpisodeFile[]
}

/** A page of episodes; `next` is what to give as `after` for the following one, undefined on the last. */
export interface EpisodesPage {
  episodes: Episode[]
  next: string | undefined
}

/**
 * Episodes of a series with their files, by season and number, those without numbers last; those of one season with `season`
 * (`none`: those that no season is known of). At most `limit` (100, up to 500) after a page's `next`. One statement.
 */
export const listEpisodes = async (
  db: Kysely<CatalogDatabase>,
  {
    seriesId,
    season,
    after,
    limit = 100,
  }: { seriesId: string; season?: number | 'none' | undefined; after?: string | undefined; limit?: number },
): Promise<EpisodesPage> => {
  const size = Math.min(limit, 500)
  const { rows } = await sql<Episode>`
    select e.id, e.season_number as "seasonNumber", e.number, e.absolute_number as "absoluteNumber", e.aired::text, e.title, e.overview,
      e.runtime_minutes as "runtimeMinutes", e.ratings, e.known_from as "knownFrom",
      ${artworkOf(sql.ref('e.id'))} as artwork,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', x.id::text, 'libraryId', x.library_id, 'path', ${filePath}, 'size', x.size, 'part', x.part, 'version', x.version,
          'media', x.media, 'match', x.match, 'missingSince', x.missing_since
        ) order by x.folder, x.part nulls first, x.name), '[]')
        from backlot.episode_files h join backlot.files x on x.id = h.file_id join backlot.library_roots r on r.id = x.root_id
        where h.episode_id = e.id
      ) as files
    from (
      select * from backlot.episodes e
      where e.series_id = ${seriesId} and ${ofSeason(season)}
        and (${after ?? null}::uuid is null or (${place}) > (select ${place} from backlot.episodes e where e.id = ${after ?? null}::uuid))
      order by ${place} limit ${size + 1}
    ) e
    order by ${place}`.execute(db)
  const episodes = rows.slice(0, size)
  return { episodes, next: rows.length > size ? episodes.at(-1)?.id : undefined }
}

/** What episodes are in order by, without nulls, which no row compares with. */
const place = sql`
  coalesce(e.season_number, 2147483647), coalesce(e.number, 'infinity'), coalesce(e.absolute_number, 'infinity'),
  coalesce(e.aired, 'infinity'), e.id`

const ofSeason = (season: number | 'none' | undefined) => {
  if (season === undefined) return sql`true`
  return season === 'none' ? sql`e.season_id is null` : sql`e.season_number = ${season}`
}
