import { createId } from '@backlot/jobs'
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
 * Stores people who are not known yet, and the pictures that credits give of them, as artwork: fetched when somebody looks. One
 * that was known keeps the id. Until the transaction's end nobody of them can be removed; others may credit them meanwhile,
 * and only who makes the same new people waits. Gives the ids of those that are new.
 */
export const writePeople = async (tx: Kysely<CatalogDatabase>, people: readonly CreditedName[]): Promise<string[]> => {
  const distinct = new Map(people.map((person) => [person.knownBy, person]))
  // In one order, so that two who make the same people never wait for each other.
  const inOrder = [...distinct.values()].toSorted((a, b) => (a.knownBy < b.knownBy ? -1 : 1))
  const made: string[] = []
  // Whom another made meanwhile is known the next time.
  for (let missing = await keepKnown(tx, inOrder); missing.length > 0; missing = await keepKnown(tx, missing)) {
    const written = await makePeople(tx, missing)
    made.push(...written)
    if (written.length === missing.length) break
  }
  return made
}

/** Keeps those who are known, with the pictures that are new; gives those who are not. */
const keepKnown = async (tx: Kysely<CatalogDatabase>, people: readonly CreditedName[]): Promise<CreditedName[]> => {
  if (people.length === 0) return []
  const { rows } = await sql<{ knownBy: string; thumbUrl: string | null }>`
    select known_by as "knownBy", thumb_url as "thumbUrl" from backlot.people
    where known_by = any(${people.map(({ knownBy }) => knownBy)}::text[]) for key share`.execute(tx)
  const pictures = new Map(rows.map(({ knownBy, thumbUrl }) => [knownBy, thumbUrl]))
  const pictured = people.filter(({ knownBy, thumbUrl }) => {
    return thumbUrl !== undefined && pictures.has(knownBy) && pictures.get(knownBy) !== thumbUrl
  })
  if (pictured.length > 0) await replacePictures(tx, pictured)
  return people.filter(({ knownBy }) => !pictures.has(knownBy))
}

/** Whose picture another replaces just now is left to that one. */
const replacePictures = async (tx: Kysely<CatalogDatabase>, people: readonly CreditedName[]): Promise<void> => {
  const rows = people.map(({ knownBy, thumbUrl }) => ({ known_by: knownBy, thumb_url: thumbUrl }))
  await sql`
    with given as materialized (
      select p.id, r.thumb_url from jsonb_to_recordset(${rowsParameter(rows)}) as r (known_by text, thumb_url text)
      join backlot.people p on p.known_by = r.known_by for no key update of p skip locked
    ),
    written as (update backlot.people p set thumb_url = g.thumb_url from given g where p.id = g.id),
    replaced as (
      delete from backlot.artwork a using given g where a.item_id = g.id and a.source = 'credits' and a.url <> g.thumb_url
    )
    insert into backlot.artwork (item_id, type, position, source, url)
    select g.id, 'profile', 0, 'credits', g.thumb_url from given g
    where not exists (select from backlot.artwork a where a.item_id = g.id and a.url = g.thumb_url)`.execute(tx)
}

const makePeople = async (tx: Kysely<CatalogDatabase>, people: readonly CreditedName[]): Promise<string[]> => {
  const rows = people.map(({ name, knownBy, thumbUrl }) => ({ id: createId(), name, known_by: knownBy, thumb_url: thumbUrl }))
  const { rows: made } = await sql<{ id: string }>`
    with written as (
      insert into backlot.people (id, name, known_by, thumb_url)
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (id uuid, name text, known_by text, thumb_url text)
      on conflict do nothing
      returning id, thumb_url
    ),
    shown as (
      insert into backlot.artwork (item_id, type, position, source, url)
      select id, 'profile', 0, 'credits', thumb_url from written where thumb_url is not null
    )
    insert into backlot.items (id, type) select id, 'person' from written returning id`.execute(tx)
  return made.map(({ id }) => id)
}
