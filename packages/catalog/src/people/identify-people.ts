import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { folded } from '../items/credit-to-write.ts'
import { rowsParameter } from '../rows-parameter.ts'
import { isNamed } from './known-already.ts'
import { removePeopleWithoutCredits } from './remove-people-without-credits.ts'
import { writePeople, type CreditedName } from './write-people.ts'

/** Whom a provider credits in a film, series or episode. */
export interface ToldPeople {
  itemId: string
  people: readonly CreditedName[]
}

/**
 * Has people whom a source knew by a name alone be those whom a provider tells of the same name in the same film or episode,
 * or in the series of an episode: their credits become those of the person with the provider's id, who also gets their
 * picture. One name that the provider gives two people there stays as it was. Who has no credit left is gone. Gives the
 * ids of all whose credits are others now, for the search index.
 */
export const identifyPeople = async (tx: Kysely<CatalogDatabase>, told: readonly ToldPeople[]): Promise<string[]> => {
  const rows = told.flatMap(({ itemId, people }) =>
    unmistakable(people).map(({ name, knownBy }) => ({ item_id: itemId, named: `name:${folded(name)}`, known_by: knownBy })),
  )
  if (rows.length === 0) return []
  const { rows: found } = await sql<{ id: string; knownBy: string }>`
    select distinct p.id, r.known_by as "knownBy" from ${namedIn(rows)} and (c.item_id = r.item_id or e.series_id = r.item_id)`.execute(tx)
  if (found.length === 0) return []
  const wanted = new Set(found.map(({ knownBy }) => knownBy))
  await writePeople(
    tx,
    told.flatMap(({ people }) => people.filter(({ knownBy }) => wanted.has(knownBy))),
  )
  // What is told of the episode itself goes before what is told of its series.
  for (const where of [sql`c.item_id = r.item_id`, sql`e.series_id = r.item_id`])
    await sql`
      with meant as materialized (
        select c.item_id, c.kind, c.position, p.id, r.known_by, p.thumb_url from ${namedIn(rows)} and ${where}
      ),
      pictured as (
        update backlot.people t set thumb_url = m.thumb_url from meant m
        where t.known_by = m.known_by and t.thumb_url is null and m.thumb_url is not null
      ),
      shown as (
        insert into backlot.artwork (item_id, type, position, source, url)
        select distinct t.id, a.type, a.position, a.source, a.url
        from meant m join backlot.people t on t.known_by = m.known_by join backlot.artwork a on a.item_id = m.id
        where not exists (select from backlot.artwork b where b.item_id = t.id and b.url = a.url)
      )
      update backlot.credits c set person_id = t.id from meant m join backlot.people t on t.known_by = m.known_by
      where c.item_id = m.item_id and c.kind = m.kind and c.position = m.position`.execute(tx)
  const before = [...new Set(found.map(({ id }) => id))]
  await removePeopleWithoutCredits(tx, before)
  const { rows: after } = await sql<{ id: string }>`select id from backlot.people where known_by = any(${[...wanted]}::text[])`.execute(tx)
  return [...before, ...after.map(({ id }) => id)]
}

/** The people with an id of a provider whose name no other of them has. */
const unmistakable = (people: readonly CreditedName[]): CreditedName[] =>
  [...Map.groupBy(people, ({ name }) => folded(name)).values()].flatMap((namesakes) => {
    const [first] = namesakes
    return first === undefined || isNamed(first) || namesakes.some(({ knownBy }) => knownBy !== first.knownBy) ? [] : first
  })

/** The credits of people who are known by one of the names alone. */
const namedIn = (rows: readonly object[]) => sql`
  jsonb_to_recordset(${rowsParameter(rows)}) as r (item_id uuid, named text, known_by text)
  join backlot.people p on p.known_by = r.named
  join backlot.credits c on c.person_id = p.id
  left join backlot.episodes e on e.id = c.item_id
  where true`
