import { PermanentError } from '@backlot/jobs'
import type { DownloadImageArgs } from '@backlot/metadata-args'
import { sql, type Kysely } from 'kysely'
import type { ImagesDatabase } from './images-database.ts'

/** What a job calls the content that the catalog calls an item of this type. */
const itemTypes = { movie: 'movie', tvshow: 'series', season: 'season', episode: 'episode', person: 'person', collection: 'collection' }

/**
 * Sees to it that the item has this picture among its artwork, so that it can be shown and is not cleaned up; one that a source offered has it
 * already. Throws a PermanentError when there is no such item.
 */
export const ensureArtwork = async (
  db: Kysely<ImagesDatabase>,
  { contentType, contentId, imageType, source: url }: DownloadImageArgs,
): Promise<void> => {
  const { rows } = await sql<{ exists: boolean }>`
    with item as (select id from backlot.items where id = ${contentId} and type = ${itemTypes[contentType]}),
    added as (
      insert into backlot.artwork (item_id, type, position, source, url)
      select id, ${imageType}, 0, 'job', ${url} from item
      where not exists (select from backlot.artwork a where a.item_id = item.id and a.url = ${url})
    )
    select exists (select from item) as exists`.execute(db)
  if (rows[0]?.exists !== true) throw new PermanentError(`There is no ${contentType} ${contentId} that the image could be of`)
}
