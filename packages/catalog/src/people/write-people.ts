import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** Somebody who is credited. */
export interface CreditedName {
  name: string
  /** What tells this person from others of the name: see `backlot.people`. */
  knownBy: string
  /** The address of a picture. */
  thumbUrl?: string | undefined
}

/**
 * Stores people who are not known yet, and the pictures that credits give of them, as artwork: fetched when somebody looks.
 * One statement, in one order of people; one that was known keeps the id, and is held until the transaction's end. Gives the ids
 * of those that are new.
 */
export const writePeople = async (tx: Kysely<CatalogDatabase>, people: readonly CreditedName[]): Promise<string[]> => {
  const distinct = new Map(people.map((person) => [person.knownBy, person]))
  if (distinct.size === 0) return []
  const inOrder = [...distinct.values()].toSorted((a, b) => (a.knownBy < b.knownBy ? -1 : 1))
  const rows = inOrder.map(({ name, knownBy, thumbUrl }) => ({
    id: randomUUID(),
    name,
    known_by: knownBy,
    thumb_url: thumbUrl,
  }))
  // One that was known keeps its own id, so what was written under a given id is new.
  const { rows: made } = await sql<{ id: string }>`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (id uuid, name text, known_by text, thumb_url text)
    ),
    written as (
      insert into backlot.people as p (id, name, known_by, thumb_url) select * from given
      on conflict (known_by) do update set thumb_url = excluded.thumb_url
      where excluded.thumb_url is not null and p.thumb_url is distinct from excluded.thumb_url
      returning id, thumb_url
    ),
    replaced as (
      delete from backlot.artwork a using written w
      where a.item_id = w.id and a.source = 'credits' and w.thumb_url is not null and a.url <> w.thumb_url
    ),
    shown as (
      insert into backlot.artwork (item_id, type, position, source, url)
      select w.id, 'profile', 0, 'credits', w.thumb_url from written w
      where w.thumb_url is not null and not exists (select from backlot.artwork a where a.item_id = w.id and a.url = w.thumb_url)
    )
    insert into backlot.items (id, type) select id, 'person' from written join given using (id) returning id`.execute(tx)
  return made.map(({ id }) => id)
}
