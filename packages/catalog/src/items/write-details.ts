import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** What only providers know of an item. Undefined: nothing is known, and what is stored stays. */
export interface DetailsToWrite {
  translations?: { language: string; title?: string; overview?: string; tagline?: string }[] | undefined
  /** By country: `US`, `DE`. */
  certifications?: { country: string; certification: string }[] | undefined
  trailers?: { url: string; name?: string; language?: string }[] | undefined
}

/** Replaces translations, certifications and trailers of items, of those whose are known: two statements for each of the three. */
export const writeDetails = async (
  tx: Kysely<CatalogDatabase>,
  items: readonly (DetailsToWrite & { id: string; replaces: boolean })[],
): Promise<void> => {
  await replace(tx, 'item_translations', items, ({ id, translations }) =>
    translations?.map((translation) => ({ item_id: id, ...translation })),
  )
  await replace(tx, 'item_certifications', items, ({ id, certifications }) =>
    certifications?.map((certification) => ({ item_id: id, ...certification })),
  )
  await replace(tx, 'item_trailers', items, ({ id, trailers }) =>
    trailers?.map((trailer, position) => ({ item_id: id, position, ...trailer })),
  )
}

const columns = {
  item_translations: sql`item_id uuid, language text, title text, overview text, tagline text`,
  item_certifications: sql`item_id uuid, country text, certification text`,
  item_trailers: sql`item_id uuid, position integer, url text, name text, language text`,
}

const replace = async <Item extends { id: string; replaces: boolean }>(
  tx: Kysely<CatalogDatabase>,
  table: keyof typeof columns,
  items: readonly Item[],
  rowsOf: (item: Item) => object[] | undefined,
): Promise<void> => {
  const known = items.flatMap((item) => {
    const rows = rowsOf(item)
    return rows === undefined ? [] : [{ item, rows }]
  })
  const replaced = known.flatMap(({ item: { id, replaces } }) => (replaces ? id : []))
  if (replaced.length > 0) await sql`delete from ${sql.table(`backlot.${table}`)} where item_id = any(${replaced}::uuid[])`.execute(tx)
  const rows = known.flatMap((item) => item.rows)
  if (rows.length === 0) return
  await sql`
    insert into ${sql.table(`backlot.${table}`)}
    select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (${columns[table]}) on conflict do nothing`.execute(tx)
}
