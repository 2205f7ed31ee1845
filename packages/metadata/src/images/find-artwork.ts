import { sql, type Kysely } from 'kysely'
import type { ImagesDatabase } from './images-database.ts'

/** A row of artwork with the picture that was read from it, if one was. */
export interface FoundArtwork {
  itemId: string
  itemType: string
  type: string
  url: string | null
  /** Of one beside an item's files. */
  file: { rootId: string; root: string; folder: string; name: string } | null
  hash: string | null
  /** Of what was read. */
  version: string | null
}

/** The artwork of an id with its picture, in one statement. */
export const findArtwork = async (db: Kysely<ImagesDatabase>, id: string): Promise<FoundArtwork | undefined> => {
  const { rows } = await sql<FoundArtwork>`
    select a.item_id as "itemId", t.type as "itemType", a.type, a.url,
      coalesce(u.hash, f.hash) as hash, coalesce(u.version, f.version) as version,
      case when a.url is null then jsonb_build_object('rootId', r.id::text, 'root', r.path, 'folder', a.folder, 'name', a.name) end as file
    from backlot.artwork a join backlot.items t on t.id = a.item_id left join backlot.library_roots r on r.id = a.root_id
    left join backlot.image_sources u on u.url = a.url
    left join backlot.image_sources f on f.url is null and f.root_id = a.root_id and f.folder = a.folder and f.name = a.name
    where a.id = ${id}::bigint`.execute(db)
  return rows[0]
}
