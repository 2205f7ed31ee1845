import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { ItemType } from './items-tables.ts'
import type { ExternalId } from './known-items.ts'

/** A title that something is found by. */
export interface TitleToWrite {
  title: string
  /** The key that titles compare by. */
  normalized: string
  language?: string
}

/** Replaces the titles of films or series; those that keep theirs only get further ones. */
export const writeTitles = async (
  tx: Kysely<CatalogDatabase>,
  items: readonly { id: string; replaces: boolean; titles: TitleToWrite[]; keepsTitles?: boolean | undefined }[],
): Promise<void> => {
  const rows = items.flatMap(({ id, titles }) =>
    titles.map(({ title, normalized, language = '' }) => ({ item_id: id, title, normalized, language })),
  )
  const replaced = items.flatMap(({ id, replaces, keepsTitles = false }) => (replaces && !keepsTitles ? id : []))
  if (replaced.length > 0) await sql`delete from backlot.item_titles where item_id = any(${replaced}::uuid[])`.execute(tx)
  await sql`
    insert into backlot.item_titles as t (item_id, title, normalized, language)
    select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (item_id uuid, title text, normalized text, language text)
    on conflict (item_id, title) do update set language = excluded.language where t.language = '' and excluded.language <> ''`.execute(tx)
}

/** Adds ids of providers; one that another item of the type has stays with that one. */
export const writeExternalIds = async (
  tx: Kysely<CatalogDatabase>,
  type: ItemType,
  items: readonly { id: string; externalIds: ExternalId[] }[],
): Promise<void> => {
  const rows = items.flatMap(({ id, externalIds }) => externalIds.map(({ provider, value }) => ({ item_id: id, provider, value })))
  if (rows.length === 0) return
  await sql`
    insert into backlot.item_external_ids (type, item_id, provider, value)
    select ${type}, r.* from jsonb_to_recordset(${rowsParameter(rows)}) as r (item_id uuid, provider text, value text)
    order by provider, value
    on conflict do nothing`.execute(tx)
}
