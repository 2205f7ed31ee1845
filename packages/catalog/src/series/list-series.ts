import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { KnownFrom } from '../items/items-tables.ts'

/** A series as lists show it. */
export interface SeriesSummary {
  id: string
  title: string
  year: number | null
  status: string | null
  knownFrom: KnownFrom
  seasons: number
  episodes: number
  /** Of `episodes`: those with a file that is there. */
  episodesWithFile: number
  /** Some file of it is there. */
  hasFile: boolean
  /** The id of its first poster: one beside its files, then of a provider, then of an NFO. */
  posterId: string | null
  addedAt: Date
}

/** A page of series; `next` is what to give as `after` for the following one, undefined on the last. */
export interface SeriesPage {
  series: SeriesSummary[]
  next: string | undefined
}

/** Series by title, those of one library with `libraryId`; at most `limit` (50, up to 500) after a page's `next`. */
export const listSeries = async (
  db: Kysely<CatalogDatabase>,
  { libraryId, after, limit = 50 }: { libraryId?: string; after?: string; limit?: number } = {},
): Promise<SeriesPage> => {
  const size = Math.min(limit, 500)
  const { rows } = await sql<SeriesSummary>`
    select s.id, s.title, s.year, s.status, s.known_from as "knownFrom", s.created_at as "addedAt", c.*,
      (select count(*)::integer from backlot.seasons n where n.series_id = s.id) as seasons,
      exists (select from backlot.files f where f.item_id = s.id and f.missing_since is null and f.role <> 'extra') as "hasFile",
      (
        select a.id::text from backlot.artwork a
        where a.item_id = s.id and a.type = 'poster'
        order by a.root_id is null, a.source in ('nfo', 'job'), a.position, a.id limit 1
      ) as "posterId"
    from (
      select * from backlot.series s
      where (${after ?? null}::uuid is null or (s.sort_title, s.id) > (select sort_title, id from backlot.series where id = ${after ?? null}::uuid))
        and (${libraryId ?? null}::uuid is null or exists (
          select from backlot.files f where f.item_id = s.id and f.library_id = ${libraryId ?? null}::uuid
        ))
      order by s.sort_title, s.id limit ${size + 1}
    ) s
    cross join lateral (
      select count(*)::integer as episodes, count(*) filter (where exists (
        select from backlot.episode_files x join backlot.files f on f.id = x.file_id and f.missing_since is null where x.episode_id = e.id
      ))::integer as "episodesWithFile"
      from backlot.episodes e where e.series_id = s.id
    ) c
    order by s.sort_title, s.id`.execute(db)
  const series = rows.slice(0, size)
  return { series, next: rows.length > size ? series.at(-1)?.id : undefined }
}
