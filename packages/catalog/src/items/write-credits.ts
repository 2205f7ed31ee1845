import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { CreditKind } from './items-tables.ts'

/** A person's part in a film, series or episode; the order of the list is the order of the credits. */
export interface CreditToWrite {
  kind: CreditKind
  name: string
  /** What tells this person from others of the name: see `backlot.people`. */
  knownBy: string
  role: string
  thumbUrl?: string | undefined
}

/** Replaces the credits of items, by kind: a kind that an item has no entry of here keeps what is stored, so a source that knows no cast never erases one. */
export const writeCredits = async (
  tx: Kysely<CatalogDatabase>,
  items: readonly { id: string; replaces: boolean; credits: CreditToWrite[] }[],
): Promise<void> => {
  const people = new Map(items.flatMap(({ credits }) => credits.map((credit) => [credit.knownBy, { id: randomUUID(), ...credit }])))
  if (people.size === 0) return
  const peopleRows = [...people.values()].map(({ id, name, knownBy, thumbUrl }) => ({ id, name, known_by: knownBy, thumb_url: thumbUrl }))
  const rows = items.flatMap(({ id, credits }) =>
    [...Map.groupBy(credits, ({ kind }) => kind)].flatMap(([kind, ofKind]) =>
      ofKind.map(({ knownBy, role }, position) => ({ item_id: id, kind, position, known_by: knownBy, role })),
    ),
  )
  // One that was known keeps its own id, so what was written under a given id is new.
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(peopleRows)}) as r (id uuid, name text, known_by text, thumb_url text)
    ),
    written as (
      insert into backlot.people as p (id, name, known_by, thumb_url) select * from given
      on conflict (known_by) do update set thumb_url = excluded.thumb_url
      where excluded.thumb_url is not null and p.thumb_url is distinct from excluded.thumb_url
      returning id
    )
    insert into backlot.items (id, type) select id, 'person' from written join given using (id)`.execute(tx)
  const replaced = items.flatMap(({ id, replaces, credits }) =>
    replaces ? [...new Set(credits.map(({ kind }) => kind))].map((kind) => ({ item_id: id, kind })) : [],
  )
  if (replaced.length > 0) {
    await sql`
      delete from backlot.credits c using jsonb_to_recordset(${rowsParameter(replaced)}) as r (item_id uuid, kind text)
      where c.item_id = r.item_id and c.kind = r.kind`.execute(tx)
  }
  await sql`
    insert into backlot.credits (item_id, kind, position, person_id, role)
    select r.item_id, r.kind, r.position, p.id, r.role
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (item_id uuid, kind text, position integer, known_by text, role text)
    join backlot.people p on p.known_by = r.known_by`.execute(tx)
}
