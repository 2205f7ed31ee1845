import { sql } from 'kysely'
import type { SearchCollection } from '../search-document.ts'
import type { SearchTransaction } from '../search-index.ts'
import { table } from './tables.ts'

const batch = 2_000

/** Brings what changed in the live table since the reindex began to the new one, a batch of it; gives how many it took. */
export const applyChanges = async (tx: SearchTransaction, collection: SearchCollection): Promise<number> => {
  const { rows } = await sql<{ id: string }>`
    delete from backlot.search_changes
    where ctid = any (array(select ctid from backlot.search_changes where collection = ${collection} limit ${batch}))
    returning id`.execute(tx)
  if (rows.length === 0) return 0
  const ids = [...new Set(rows.map(({ id }) => id))]
  await sql`delete from ${table(collection, 'next')} where id = any (${ids}::text[])`.execute(tx)
  await sql`
    insert into ${table(collection, 'next')}
    select * from ${table(collection)} where id = any (${ids}::text[])`.execute(tx)
  return rows.length
}
