import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'

/** How the library of a film or series wants its metadata; null: as the host does. */
export interface ItemLibrarySettings {
  itemId: string
  language: string | null
  /** Names of online providers, the first one asked first. */
  providers: string[] | null
}

/** The settings of the libraries that films or series have files in; of several libraries the first file's counts. One statement. */
export const librarySettingsOf = async (db: Kysely<CatalogDatabase>, itemIds: readonly string[]): Promise<ItemLibrarySettings[]> => {
  const { rows } = await sql<ItemLibrarySettings>`
    select distinct on (f.item_id) f.item_id as "itemId", l.preferred_language as language, l.metadata_providers as providers
    from backlot.files f join backlot.libraries l on l.id = f.library_id
    where f.item_id = any(${itemIds}::uuid[])
    order by f.item_id, f.missing_since is not null, f.id`.execute(db)
  return rows
}
