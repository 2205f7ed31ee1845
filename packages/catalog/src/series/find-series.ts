import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { FileRole } from '../files/files-table.ts'
import type { KnownFrom, Rating } from '../items/items-tables.ts'
import { creditsOf, type Credit } from '../people/credits-of.ts'

/** A season of a series. */
export interface Season {
  id: string
  /** 0 are the specials. */
  number: number
  title: string | null
  overview: string | null
  aired: string | null
  artwork: ItemArtwork[]
  episodes: number
  /** Of `episodes`: those with a file that is there. */
  episodesWithFile: number
}

/** A picture of an item: at an address, or a file of a library. */
export interface ItemArtwork {
  id: string
  type: string
  source: string
  url: string | null
  path: string | null
}

/** A series with everything that is known of it. */
export interface Series {
  id: string
  title: string
  sortTitle: string
  originalTitle: string | null
  year: number | null
  overview: string | null
  tagline: string | null
  runtimeMinutes: number | null
  certification: string | null
  status: string | null
  firstAired: string | null
  lastAired: string | null
  ratings: Rating[]
  countries: string[]
  studios: string[]
  networks: string[]
  tags: string[]
  trailer: string | null
  language: string | null
  knownFrom: KnownFrom
  lockedFields: string[]
  /** Which source each field came from. */
  provenance: Record<string, string>
  createdAt: Date
  updatedAt: Date
  titles: { title: string; language: string }[]
  externalIds: { provider: string; value: string }[]
  genres: string[]
  credits: Credit[]
  artwork: ItemArtwork[]
  seasons: Season[]
  /** How many episodes no season is known of: daily shows by date, others by their absolute number. */
  unnumbered: number
  /** Trailers, featurettes and their like. */
  extras: { id: string; path: string; extraType: string | null; role: FileRole }[]
}

/** The series of an id with seasons, credits and artwork, in two statements; undefined when there is none. `listEpisodes` gives what it is made of. */
export const findSeries = async (db: Kysely<CatalogDatabase>, id: string): Promise<Series | undefined> => {
  const { rows } = await sql<Omit<Series, 'seasons'>>`
    select s.id, s.title, s.sort_title as "sortTitle", s.original_title as "originalTitle", s.year, s.overview, s.tagline,
      s.runtime_minutes as "runtimeMinutes", s.certification, s.status, s.first_aired::text as "firstAired",
      s.last_aired::text as "lastAired", s.ratings, s.countries, s.studios, s.networks, s.tags, s.trailer, s.language,
      s.known_from as "knownFrom", s.locked_fields as "lockedFields", s.provenance, s.created_at as "createdAt",
      s.updated_at as "updatedAt",
      (
        select coalesce(jsonb_agg(jsonb_build_object('title', t.title, 'language', t.language) order by t.title), '[]')
        from backlot.item_titles t where t.item_id = s.id
      ) as titles,
      (
        select coalesce(jsonb_agg(jsonb_build_object('provider', e.provider, 'value', e.value) order by e.provider, e.value), '[]')
        from backlot.item_external_ids e where e.item_id = s.id
      ) as "externalIds",
      array(
        select g.name from backlot.item_genres ig join backlot.genres g on g.id = ig.genre_id where ig.item_id = s.id order by ig.position
      ) as genres,
      ${creditsOf(sql.ref('s.id'))} as credits,
      ${artworkOf(sql.ref('s.id'))} as artwork,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', x.id::text, 'path', ${filePath}, 'extraType', x.extra_type, 'role', x.role
        ) order by x.folder, x.name), '[]')
        from backlot.files x join backlot.library_roots r on r.id = x.root_id where x.item_id = s.id and x.role = 'extra'
      ) as extras,
      (select count(*)::integer from backlot.episodes e where e.series_id = s.id and e.season_id is null) as unnumbered
    from backlot.series s where s.id = ${id}`.execute(db)
  const [series] = rows
  if (series === undefined) return undefined
  return { ...series, seasons: await seasonsOf(db, id) }
}

/** The path of a file `x` of a root `r`. */
export const filePath = sql`concat_ws('/', r.path, nullif(x.folder, ''), x.name)`

/** The pictures of an item, as a list. */
export const artworkOf = (id: ReturnType<typeof sql.ref>) => sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', x.id::text, 'type', x.type, 'source', x.source, 'url', x.url, 'path', case when r.id is not null then ${filePath} end
  ) order by x.type, x.position), '[]')
  from backlot.artwork x left join backlot.library_roots r on r.id = x.root_id where x.item_id = ${id}
)`

const seasonsOf = async (db: Kysely<CatalogDatabase>, seriesId: string): Promise<Season[]> => {
  const { rows } = await sql<Season>`
    select n.id, n.number, n.title, n.overview, n.aired::text, ${artworkOf(sql.ref('n.id'))} as artwork, c.*
    from backlot.seasons n
    cross join lateral (
      select count(*)::integer as episodes, count(*) filter (where exists (
        select from backlot.episode_files x join backlot.files f on f.id = x.file_id and f.missing_since is null where x.episode_id = e.id
      ))::integer as "episodesWithFile"
      from backlot.episodes e where e.season_id = n.id
    ) c
    where n.series_id = ${seriesId} order by n.number`.execute(db)
  return rows
}
