import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { TitleToWrite } from './write-titles.ts'

/** The titles of items, to write them again with others. One statement. */
export const storedTitles = async (
  db: Kysely<CatalogDatabase>,
  itemIds: readonly string[],
): Promise<Map<string, Required<TitleToWrite>[]>> => {
  if (itemIds.length === 0) return new Map()
  const { rows } = await sql<Required<TitleToWrite> & { itemId: string }>`
    select item_id as "itemId", title, normalized, language from backlot.item_titles where item_id = any(${itemIds}::uuid[])`.execute(db)
  return Map.groupBy(rows, ({ itemId }) => itemId)
}
