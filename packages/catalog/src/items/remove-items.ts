import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { ItemType } from './items-tables.ts'

/** Something that was removed, with what it was. */
export interface RemovedItem {
  id: string
  type: ItemType
}

/**
 * Removes those of the films and series that have no file left, missing ones counted as files, and that no
 * manager keeps; with a series its seasons and episodes. Gives all that was removed. One statement.
 */
export const removeItemsWithoutFiles = async (tx: Kysely<CatalogDatabase>, itemIds: readonly string[]): Promise<RemovedItem[]> => {
  if (itemIds.length === 0) return []
  const { rows } = await sql<RemovedItem>`
    with removed as (
      delete from backlot.items i
      where i.id = any(${itemIds}::uuid[]) and i.type in ('movie', 'series')
        and not exists (select from backlot.files f where f.item_id = i.id)
        and not exists (select from backlot.managed_items m where m.item_id = i.id)
      returning i.id, i.type
    )
    select id, type from removed
    union all select s.id, 'season' from removed join backlot.seasons s on s.series_id = removed.id where removed.type = 'series'
    union all select e.id, 'episode' from removed join backlot.episodes e on e.series_id = removed.id where removed.type = 'series'`.execute(
    tx,
  )
  return rows
}
