import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** Replaces the genres of films or series, of those whose genres are known. */
export const writeGenres = async (
  tx: Kysely<CatalogDatabase>,
  items: readonly { id: string; replaces: boolean; genres?: string[] | undefined }[],
): Promise<void> => {
  const known = items.filter(({ genres }) => genres !== undefined)
  if (known.length === 0) return
  const rows = known.flatMap(({ id, genres = [] }) => [...new Set(genres)].map((name, position) => ({ item_id: id, name, position })))
  const replaced = known.flatMap(({ id, replaces }) => (replaces ? id : []))
  if (replaced.length > 0) await sql`delete from backlot.item_genres where item_id = any(${replaced}::uuid[])`.execute(tx)
  await sql`
    insert into backlot.genres (name)
    select distinct name from unnest(${rows.map(({ name }) => name)}::text[]) as given (name) order by name on conflict do nothing`.execute(
    tx,
  )
  await sql`
    insert into backlot.item_genres (item_id, genre_id, position)
    select r.item_id, g.id, r.position
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (item_id uuid, name text, position integer)
    join backlot.genres g on g.name = r.name`.execute(tx)
}
