import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { bestResolution, peopleOf, type MovieDocument } from '../movies/movie-documents.ts'

/** A series, season or episode as a search index takes it. */
export interface SeriesDocument extends MovieDocument {
  /** A season's series; an episode's season, or its series where it has none. */
  parentId?: string
}

/** Series as documents for a search index, in one statement; ids of series that are not there are left out. */
export const seriesDocuments = async (db: Kysely<CatalogDatabase>, seriesIds: readonly string[]): Promise<SeriesDocument[]> => {
  const { rows } = await sql<DocumentRow>`
    select s.id, s.title, s.year, s.overview, s.sort_title, s.created_at, t.titles, g.genres, ${peopleOf(sql.ref('w.id'))} as people,
      f.library_ids, f.has_file, f.added_at
    from unnest(${seriesIds}::uuid[]) as w (id)
    cross join lateral (select * from backlot.series where id = w.id offset 0) s
    cross join lateral (
      select array_agg(t.title order by t.title) as titles from backlot.item_titles t where t.item_id = w.id and t.title <> s.title
    ) t
    cross join lateral (
      select array_agg(g.name order by ig.position) as genres
      from backlot.item_genres ig join backlot.genres g on g.id = ig.genre_id where ig.item_id = w.id
    ) g
    cross join lateral (
      select array_agg(distinct f.library_id) as library_ids, bool_or(f.missing_since is null) as has_file, min(f.added_at) as added_at
      from backlot.files f where f.item_id = w.id and f.role <> 'extra'
    ) f`.execute(db)
  return rows.map((row) => documentOf(row))
}

/** Seasons as documents; found by the name of their series, too. */
export const seasonDocuments = async (db: Kysely<CatalogDatabase>, seasonIds: readonly string[]): Promise<SeriesDocument[]> => {
  const { rows } = await sql<DocumentRow & { series: string; series_id: string; number: number }>`
    select n.id, n.title, coalesce(extract(year from n.aired)::integer, s.year) as year, n.overview, n.created_at, n.series_id, n.number,
      s.title as series, s.sort_title, f.library_ids, f.has_file, f.added_at
    from unnest(${seasonIds}::uuid[]) as w (id)
    cross join lateral (select * from backlot.seasons where id = w.id offset 0) n
    cross join lateral (select * from backlot.series where id = n.series_id offset 0) s
    cross join lateral (
      select array_agg(distinct f.library_id) as library_ids, bool_or(f.missing_since is null) as has_file, min(f.added_at) as added_at
      from (select e.id from backlot.episodes e where e.season_id = w.id offset 0) e cross join lateral ${filesOf(sql.ref('e.id'))} f
    ) f`.execute(db)
  return rows.map(({ series, series_id, number, title, ...row }) => {
    const name = `${series} ${number === 0 ? 'Specials' : `Season ${number}`}`
    return {
      ...documentOf({ ...row, title: title ?? name, titles: title === null ? [] : [name] }),
      sortTitle: `${row.sort_title} ${padded(number)}`,
      parentId: series_id,
    }
  })
}

/** The files of an episode, looked up in the indexes one by one: the tables fill too fast for the planner's statistics. */
const filesOf = (episodeId: ReturnType<typeof sql.ref>) => sql`(
  select f.* from backlot.episode_files x
  cross join lateral (select library_id, missing_since, added_at, facts from backlot.files f where f.id = x.file_id offset 0) f
  where x.episode_id = ${episodeId} offset 0
)`

interface EpisodeRow extends DocumentRow {
  series: string
  parent_id: string
  season_number: number | null
  number: number | null
  absolute_number: number | null
  aired: string | null
}

/** Episodes as documents; found by series and number (`Example Show S01E02`), too. */
export const episodeDocuments = async (db: Kysely<CatalogDatabase>, episodeIds: readonly string[]): Promise<SeriesDocument[]> => {
  const { rows } = await sql<EpisodeRow>`
    select e.id, e.title, extract(year from e.aired)::integer as year, e.overview, e.created_at, coalesce(e.season_id, e.series_id) as parent_id,
      e.season_number, e.number, e.absolute_number, e.aired::text, s.title as series, s.sort_title, ${peopleOf(sql.ref('w.id'))} as people,
      f.library_ids, f.has_file, f.resolutions, f.added_at
    from unnest(${episodeIds}::uuid[]) as w (id)
    cross join lateral (select * from backlot.episodes where id = w.id offset 0) e
    cross join lateral (select * from backlot.series where id = e.series_id offset 0) s
    cross join lateral (
      select array_agg(f.library_id) as library_ids, bool_or(f.missing_since is null) as has_file,
        array_agg(f.facts ->> 'resolution') filter (where f.missing_since is null) as resolutions, min(f.added_at) as added_at
      from ${filesOf(sql.ref('w.id'))} f
    ) f`.execute(db)
  return rows.map(({ series, parent_id, season_number, number, absolute_number, aired, title, ...row }) => {
    const called = numbersOf({ season_number, number, absolute_number, aired })
    const name = `${series} ${called}`
    return {
      ...documentOf({ ...row, title: title ?? name, titles: title === null ? [] : [name] }),
      sortTitle: `${row.sort_title} ${called}`,
      parentId: parent_id,
    }
  })
}

/** `S01E02`, `1071`, `2024-05-01`: what people call an episode by. */
const numbersOf = ({
  season_number,
  number,
  absolute_number,
  aired,
}: Pick<EpisodeRow, 'season_number' | 'number' | 'absolute_number' | 'aired'>): string =>
  number === null ? String(absolute_number ?? aired) : `S${padded(season_number ?? 0)}E${padded(number)}`

/** Two digits before the point of a half episode. */
const padded = (number: number): string => (number < 10 ? `0${number}` : String(number))

interface DocumentRow {
  id: string
  title: string | null
  year: number | null
  overview: string | null
  sort_title: string
  created_at: Date
  titles?: string[] | null
  genres?: string[] | null
  people?: string[] | null
  library_ids: string[] | null
  has_file: boolean | null
  resolutions?: (string | null)[] | null
  added_at: Date | null
}

const documentOf = (row: DocumentRow): SeriesDocument => ({
  id: row.id,
  title: row.title ?? '',
  titles: row.titles ?? [],
  ...(row.year !== null && { year: row.year }),
  ...(row.overview !== null && { overview: row.overview }),
  genres: row.genres ?? [],
  people: distinct(row.people),
  libraryIds: distinct(row.library_ids).toSorted(),
  ...bestResolution(row.resolutions),
  hasFile: row.has_file ?? false,
  addedAt: row.added_at ?? row.created_at,
  sortTitle: row.sort_title,
})

const distinct = (values: string[] | null = null): string[] =>
  values === null || values.length < 2 ? (values ?? []) : [...new Set(values)]
