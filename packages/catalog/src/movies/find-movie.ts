import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { creditsOf, type Credit } from '../people/credits-of.ts'
import type { FileMatch, FileRole } from '../files/files-table.ts'
import type { KnownFrom, Rating } from '../items/items-tables.ts'

/** A film with everything that is known of it. */
export interface Movie {
  id: string
  title: string
  sortTitle: string
  originalTitle: string | null
  year: number | null
  overview: string | null
  tagline: string | null
  runtimeMinutes: number | null
  certification: string | null
  /** `YYYY-MM-DD` */
  released: string | null
  ratings: Rating[]
  countries: string[]
  studios: string[]
  tags: string[]
  trailer: string | null
  language: string | null
  collection: { id: string; name: string } | null
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
  artwork: { id: string; type: string; source: string; url: string | null; path: string | null }[]
  files: MovieFile[]
}

/** A file of a film; extras are among them. */
export interface MovieFile {
  id: string
  libraryId: string
  /** Absolute. */
  path: string
  size: number
  role: FileRole
  extraType: string | null
  part: number | null
  edition: string | null
  version: string | null
  media: Record<string, unknown> | null
  match: FileMatch | null
  missingSince: string | null
}

/** The film of an id with files, credits and artwork, in one statement; undefined when there is none. */
export const findMovie = async (db: Kysely<CatalogDatabase>, id: string): Promise<Movie | undefined> => {
  const path = sql`concat_ws('/', r.path, nullif(x.folder, ''), x.name)`
  const { rows } = await sql<Movie>`
    select m.id, m.title, m.sort_title as "sortTitle", m.original_title as "originalTitle", m.year, m.overview, m.tagline,
      m.runtime_minutes as "runtimeMinutes", m.certification, m.released::text, m.ratings, m.countries, m.studios, m.tags, m.trailer,
      m.language, m.known_from as "knownFrom", m.locked_fields as "lockedFields", m.provenance,
      m.created_at as "createdAt", m.updated_at as "updatedAt",
      (select jsonb_build_object('id', c.id, 'name', c.name) from backlot.collections c where c.id = m.collection_id) as collection,
      (
        select coalesce(jsonb_agg(jsonb_build_object('title', t.title, 'language', t.language) order by t.title), '[]')
        from backlot.item_titles t where t.item_id = m.id
      ) as titles,
      (
        select coalesce(jsonb_agg(jsonb_build_object('provider', e.provider, 'value', e.value) order by e.provider, e.value), '[]')
        from backlot.item_external_ids e where e.item_id = m.id
      ) as "externalIds",
      array(
        select g.name from backlot.item_genres ig join backlot.genres g on g.id = ig.genre_id where ig.item_id = m.id order by ig.position
      ) as genres,
      ${creditsOf(sql.ref('m.id'))} as credits,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', x.id::text, 'type', x.type, 'source', x.source, 'url', x.url, 'path', case when r.id is not null then ${path} end
        ) order by x.type, x.position), '[]')
        from backlot.artwork x left join backlot.library_roots r on r.id = x.root_id where x.item_id = m.id
      ) as artwork,
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', x.id::text, 'libraryId', x.library_id, 'path', ${path}, 'size', x.size, 'role', x.role, 'extraType', x.extra_type,
          'part', x.part, 'edition', x.edition, 'version', x.version, 'media', x.media, 'match', x.match, 'missingSince', x.missing_since
        ) order by x.role desc, x.folder, x.part nulls first, x.name), '[]')
        from backlot.files x join backlot.library_roots r on r.id = x.root_id where x.item_id = m.id
      ) as files
    from backlot.movies m where m.id = ${id}`.execute(db)
  return rows[0]
}
