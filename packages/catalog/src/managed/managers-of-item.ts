import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { ManagedSeason, Manager } from './managed-tables.ts'

/** How a manager keeps an item. */
export interface ItemManager {
  manager: Manager
  instance: string
  /** The manager's own id of it. */
  remoteId: number
  /** Whether it looks for better files of it. */
  monitored: boolean
  qualityProfile: string | null
  tags: string[]
  /** Of a series, else null. */
  seasons: ManagedSeason[] | null
}

/** Who keeps an item, by manager and instance. */
export const managersOfItem = async (db: Kysely<CatalogDatabase>, itemId: string): Promise<ItemManager[]> => {
  const { rows } = await sql<ItemManager>`
    select manager, instance, remote_id as "remoteId", monitored, quality_profile as "qualityProfile", tags, seasons
    from backlot.managed_items where item_id = ${itemId} order by manager, instance, remote_id`.execute(db)
  return rows
}
