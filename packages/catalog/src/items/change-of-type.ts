import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { ItemChange } from './item-change.ts'
import type { MatchedType } from './known-items.ts'

/** The part of a change that is about films, or about series. One statement. */
export const changeOfType = async (
  db: Kysely<CatalogDatabase>,
  type: MatchedType,
  { itemIds, episodeIds, removed }: ItemChange,
): Promise<ItemChange> => {
  const { rows } = await sql<{ id: string }>`
    select id from backlot.items where id = any(${itemIds}::uuid[]) and type = ${type}`.execute(db)
  const gone = removed.filter((item) => (type === 'movie') === (item.type === 'movie'))
  const ids = [...rows.map(({ id }) => id), ...gone.flatMap((item) => (item.type === type ? item.id : []))]
  return { itemIds: ids, episodeIds: type === 'series' ? episodeIds : [], removed: gone }
}
