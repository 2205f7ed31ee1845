import type { JobRequest } from '@backlot/jobs'
import { sql, type Kysely } from 'kysely'
import { downloadOf } from './download-of.ts'
import type { ImagesDatabase } from './images-database.ts'

/** What a page shows of its own accord. Others are fetched when somebody looks at them. */
const shown = ['poster', 'backdrop', 'logo', 'still', 'profile']

/**
 * The downloads that items need after a refresh: of each type that a page shows the first that a source offers, unless a picture of that type
 * lies beside the item's files or that one is stored already. One statement; insert the requests in the same transaction as the artwork.
 */
export const imagesToFetch = async (tx: Kysely<ImagesDatabase>, itemIds: readonly string[]): Promise<JobRequest[]> => {
  const { rows } = await sql<{ itemId: string; itemType: string; type: string; url: string | null; stored: boolean }>`
    select distinct on (a.item_id, a.type) a.item_id as "itemId", t.type as "itemType", a.type, a.url, s.hash is not null as stored
    from backlot.artwork a join backlot.items t on t.id = a.item_id left join backlot.image_sources s on s.url = a.url
    where a.item_id = any(${itemIds}::uuid[]) and a.type = any(${shown}::text[])
    order by a.item_id, a.type, a.url is not null, a.position, a.id`.execute(tx)
  return rows.filter(({ url, stored }) => url !== null && !stored).map(downloadOf)
}
