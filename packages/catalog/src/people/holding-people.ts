import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { removePeopleWithoutCredits } from './remove-people-without-credits.ts'
import { writePeople, type CreditedName } from './write-people.ts'

/** Who may be credited by what is about to be written, and in which films or series. */
export interface HeldPeople {
  itemIds: readonly string[]
  told: readonly CreditedName[]
}

/**
 * Runs what writes credits in several steps, in the caller's transaction, while it holds everybody who is told of and whom the
 * items credit, and the episodes of those that are series. Many films and series have the same people: who takes them all
 * first, in one order, waits for another who does, and never both. Who was told of and got no credit is gone again.
 */
export const holdingPeople = async <Written>(
  tx: Kysely<CatalogDatabase>,
  { itemIds, told }: HeldPeople,
  write: () => Promise<Written>,
): Promise<Written> => {
  const made = await writePeople(tx, [...(await creditedPeople(tx, itemIds)), ...told])
  const written = await write()
  if (made.length > 0) await removePeopleWithoutCredits(tx, made)
  return written
}

const creditedPeople = async (tx: Kysely<CatalogDatabase>, itemIds: readonly string[]): Promise<CreditedName[]> => {
  const { rows } = await sql<CreditedName>`
    with places as (
      select id from unnest(${itemIds}::uuid[]) as w (id)
      union all select id from backlot.episodes where series_id = any(${itemIds}::uuid[])
    )
    select p.name, p.known_by as "knownBy"
    from (
      select distinct c.person_id from places s
      cross join lateral (select person_id from backlot.credits where item_id = s.id offset 0) c
    ) c join backlot.people p on p.id = c.person_id`.execute(tx)
  return rows
}
