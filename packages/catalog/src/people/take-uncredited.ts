import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'

const most = 10_000

/**
 * The people who lost a credit, in the caller's transaction or in one that nobody asked about, each told once: what an index
 * says of them (in which libraries they are) is out of date. At most ten thousand; the rest is for the next.
 */
export const takeUncredited = async (tx: Kysely<CatalogDatabase>): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    delete from backlot.uncredited_people
    where ctid = any(array(select ctid from backlot.uncredited_people limit ${most} for update skip locked))
    returning person_id as id`.execute(tx)
  return [...new Set(rows.map(({ id }) => id))]
}
