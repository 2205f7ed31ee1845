import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { knownAlready } from '../people/known-already.ts'
import { writePeople, type CreditedName } from '../people/write-people.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { CreditKind } from './items-tables.ts'

/** A person's part in a film, series or episode; the order of the list is the order of the credits. */
export interface CreditToWrite extends CreditedName {
  kind: CreditKind
  role: string
}

/**
 * Replaces the credits of items, those that are others now, by kind: a kind that an item has no entry of here keeps what is
 * stored, so a source that knows no cast never erases one. A name whose person is known in the same item already means that
 * person.
 */
export const writeCredits = async (
  tx: Kysely<CatalogDatabase>,
  told: readonly { id: string; replaces: boolean; credits: CreditToWrite[] }[],
): Promise<void> => {
  const items = await knownAlready(tx, told)
  const people = items.flatMap(({ credits }) => credits)
  if (people.length === 0) return
  const rows = items.flatMap(({ id, credits }) =>
    [...Map.groupBy(credits, ({ kind }) => kind)].flatMap(([kind, ofKind]) =>
      ofKind.map(({ knownBy, role }, position) => ({ item_id: id, kind, position, known_by: knownBy, role })),
    ),
  )
  await writePeople(tx, people)
  const replaced = items.flatMap(({ id, replaces, credits }) =>
    replaces ? [...Map.groupBy(credits, ({ kind }) => kind)].map(([kind, { length: count }]) => ({ item_id: id, kind, count })) : [],
  )
  if (replaced.length > 0) {
    await sql`
      delete from backlot.credits c using jsonb_to_recordset(${rowsParameter(replaced)}) as r (item_id uuid, kind text, count integer)
      where c.item_id = r.item_id and c.kind = r.kind and c.position >= r.count`.execute(tx)
  }
  await sql`
    insert into backlot.credits as c (item_id, kind, position, person_id, role)
    select r.item_id, r.kind, r.position, p.id, r.role
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (item_id uuid, kind text, position integer, known_by text, role text)
    join backlot.people p on p.known_by = r.known_by
    on conflict (item_id, kind, position) do update set person_id = excluded.person_id, role = excluded.role
    where (c.person_id, c.role) is distinct from (excluded.person_id, excluded.role)`.execute(tx)
}
