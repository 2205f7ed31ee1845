import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { FileMatch, FileRole } from '../files/files-table.ts'
import type { CreditKind, KnownFrom, Rating } from '../items/items-tables.ts'

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
  artwork: Artwork[]
  files: EpisodeFile[]
}

/** A season with its episodes. */
export interface Season {
  id: string
  /** 0 are the specials. */
  number: number
  title: string | null
  overview: string | null
  aired: string | null
  artwork: Artwork[]
  episodes: Episode[]
}

interface Artwork {
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
  credits: { kind: CreditKind; personId: string; name: string; role: string }[]
  artwork: Artwork[]
  seasons: Season[]
  /** Episodes that no season is known of: daily shows by date, others by their absolute number. */
  unnumbered: Episode[]
  /** Trailers, featurettes and their like. */
  extras: { id: string; path: string; extraType: string | null; role: FileRole }[]
}

/** The series of an id with seasons, episodes, files, credits and artwork, in three statements; undefined when there is none. */
export const findSeries = async (db: Kysely<CatalogDatabase>, id: string): Promise<Series | undefined> => {
  const { rows } = await sql<Omit<Series, 'seasons' | 'unnumbered'>>`
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
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'kind', c.kind, 'personId', p.id, 'name', p.name, 'role', c.role
        ) order by c.kind, c.position), '[]')
        from backlot.credits c join backlot.people p on p.id = c.person_id where c.item_id = s.id
      ) as credits,
      ${artworkOf(sql.ref('s.id'))} as artwork,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', x.id::text, 'path', ${path}, 'extraType', x.extra_type, 'role', x.role
        ) order by x.folder, x.name), '[]')
        from backlot.files x join backlot.library_roots r on r.id = x.root_id where x.item_id = s.id and x.role = 'extra'
      ) as extras
    from backlot.series s where s.id = ${id}`.execute(db)
  const [series] = rows
  if (series === undefined) return undefined
  const episodes = await episodesOf(db, id)
  const bySeason = Map.groupBy(episodes, ({ seasonId }) => seasonId)
  const seasons = (await seasonsOf(db, id)).map((season) => ({ ...season, episodes: (bySeason.get(season.id) ?? []).map(withoutSeason) }))
  return { ...series, seasons, unnumbered: (bySeason.get(null) ?? []).map(withoutSeason) }
}

const path = sql`concat_ws('/', r.path, nullif(x.folder, ''), x.name)`

const artworkOf = (id: ReturnType<typeof sql.ref>) => sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', x.id::text, 'type', x.type, 'source', x.source, 'url', x.url, 'path', case when r.id is not null then ${path} end
  ) order by x.type, x.position), '[]')
  from backlot.artwork x left join backlot.library_roots r on r.id = x.root_id where x.item_id = ${id}
)`

const seasonsOf = async (db: Kysely<CatalogDatabase>, seriesId: string): Promise<Omit<Season, 'episodes'>[]> => {
  const { rows } = await sql<Omit<Season, 'episodes'>>`
    select n.id, n.number, n.title, n.overview, n.aired::text, ${artworkOf(sql.ref('n.id'))} as artwork
    from backlot.seasons n where n.series_id = ${seriesId} order by n.number`.execute(db)
  return rows
}

type EpisodeOfSeason = Episode & { seasonId: string | null }

const episodesOf = async (db: Kysely<CatalogDatabase>, seriesId: string): Promise<EpisodeOfSeason[]> => {
  const { rows } = await sql<EpisodeOfSeason>`
    select e.id, e.season_id as "seasonId", e.season_number as "seasonNumber", e.number, e.absolute_number as "absoluteNumber",
      e.aired::text, e.title, e.overview, e.runtime_minutes as "runtimeMinutes", e.ratings, e.known_from as "knownFrom",
      ${artworkOf(sql.ref('e.id'))} as artwork,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', x.id::text, 'libraryId', x.library_id, 'path', ${path}, 'size', x.size, 'part', x.part, 'version', x.version,
          'media', x.media, 'match', x.match, 'missingSince', x.missing_since
        ) order by x.folder, x.part nulls first, x.name), '[]')
        from backlot.episode_files h join backlot.files x on x.id = h.file_id join backlot.library_roots r on r.id = x.root_id
        where h.episode_id = e.id
      ) as files
    from backlot.episodes e where e.series_id = ${seriesId}
    order by e.season_number, e.number, e.absolute_number, e.aired`.execute(db)
  return rows
}

const withoutSeason = ({ seasonId: _seasonId, ...episode }: EpisodeOfSeason): Episode => episode
