import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'

/** Removes those of some people who have no credit any more, in the caller's transaction; gives their ids. */
export const removePeopleWithoutCredits = async (tx: Kysely<CatalogDatabase>, personIds: readonly string[]): Promise<string[]> => {
  // Whoever credits somebody holds that row until the credit is there to be seen; one that is held is left for the next time.
  const { rows: free } = await sql<{ id: string }>`
    select p.id from backlot.people p join backlot.items i on i.id = p.id
    where p.id = any(${personIds}::uuid[]) order by p.id for update skip locked`.execute(tx)
  const { rows } = await sql<{ id: string }>`
    delete from backlot.items i where id = any(${free.map(({ id }) => id)}::uuid[])
      and type = 'person' and not exists (select from backlot.credits c where c.person_id = i.id)
    returning id`.execute(tx)
  return rows.map(({ id }) => id)
}
