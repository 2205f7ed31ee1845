import type { CatalogDatabase } from '@backlot/catalog'
import type { InsertMany } from '@backlot/jobs'
import { sql, type Kysely } from 'kysely'
import { downloadOf } from './download-of.ts'

/** What a page shows of many things at once. Others, such as a still of each of 100,000 episodes, are fetched when somebody looks at them. */
const shown = ['poster', 'backdrop', 'logo']

/**
 * Inserts the downloads that items need after a provider told of them, in the transaction that stored their artwork: of posters,
 * backdrops and logos the first that it offers, unless a picture of that type lies beside the item's files or that one is stored already. What only an NFO
 * offers is fetched when somebody looks. One statement, and one for the jobs, for any number of items.
 */
export const requestImages = async (tx: Kysely<CatalogDatabase>, itemIds: readonly string[], insertMany: InsertMany): Promise<void> => {
  const { rows } = await sql<{ itemId: string; itemType: string; type: string; url: string | null; unwanted: boolean }>`
    select distinct on (a.item_id, a.type) a.item_id as "itemId", t.type as "itemType", a.type, a.url,
      a.url is null or s.hash is not null or a.source in ('nfo', 'job') as unwanted
    from backlot.artwork a join backlot.items t on t.id = a.item_id left join backlot.image_sources s on s.url = a.url
    where a.item_id = any(${itemIds}::uuid[]) and a.type = any(${shown}::text[])
    order by a.item_id, a.type, a.url is not null, a.source in ('nfo', 'job'), a.position, a.id`.execute(tx)
  const downloads = rows.filter(({ unwanted }) => !unwanted).map(downloadOf)
  if (downloads.length > 0) await insertMany(downloads, { tx })
}
