import { removeItemsWithoutFiles, type CatalogDatabase, type StoredFields } from '@backlot/catalog'
import type { MovieFields, Told } from '@backlot/metadata'
import { sql, type Kysely } from 'kysely'

/**
 * A film that was known by its name alone turns out to be one that the catalog has: its files join that one, and it goes.
 * Gives the id of that film; undefined where there is none, or where a person or an NFO said that it is a film of its own.
 */
export const joinFilms = async (
  tx: Kysely<CatalogDatabase>,
  { movieId, stored, told }: { movieId: string; stored: StoredFields; told: Extract<Told<MovieFields>, { is: 'read' }> },
): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select e.item_id as id from backlot.item_external_ids e
    where e.type = 'movie' and e.provider = ${told.provider} and e.value = ${told.id} and e.item_id <> ${movieId}
      and not exists (select from backlot.files f where f.item_id = ${movieId} and f.match ->> 'by' = 'manual')`.execute(tx)
  const other = rows[0]?.id
  if (other === undefined || stored.knownFrom !== 'name' || stored.lockedFields.length > 0) return undefined
  const match = JSON.stringify({ confidence: told.confidence, why: told.why, by: 'scan' })
  await sql`
    update backlot.files set item_id = ${other}, match = case when match is null then null else ${match}::jsonb end
    where item_id = ${movieId}`.execute(tx)
  await removeItemsWithoutFiles(tx, [movieId])
  return other
}
