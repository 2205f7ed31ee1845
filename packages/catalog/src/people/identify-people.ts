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
 * Has people whom a source knew by a name alone be those of the same name whom a provider tells of, or whom another credit
 * knows by an id, in the same film or episode, or in the series of an episode: their credits become those of the person with
 * the id, who also gets their picture. One name that two people have there stays as it was. Who has no credit left is gone.
 * Gives the ids of all whose credits are others now, for the search index.
 */
export const identifyPeople = async (tx: Kysely<CatalogDatabase>, told: readonly ToldPeople[]): Promise<string[]> => {
  const named = await namedCredits(
    tx,
    told.map(({ itemId }) => itemId),
  )
  if (named.length === 0) return []
  const places = [...new Set(named.flatMap(({ itemId, seriesId }) => [itemId, ...(seriesId === null ? [] : [seriesId])]))]
  const namesakes = byPlaceAndName([...told, ...(await identifiedPeople(tx, places))])
  const meant = named.flatMap((credit) => {
    // What is told of the episode itself goes before what is told of its series.
    const found = namesakes.get(`${credit.itemId} ${credit.knownBy}`) ?? namesakes.get(`${credit.seriesId} ${credit.knownBy}`)
    const [person, another] = [...(found?.values() ?? [])]
    return person === undefined || another !== undefined ? [] : [{ ...credit, person }]
  })
  if (meant.length === 0) return []
  await writePeople(
    tx,
    meant.map(({ person }) => person),
  )
  const rows = meant.map(({ itemId, kind, position, personId, person }) => ({
    item_id: itemId,
    kind,
    position,
    person_id: personId,
    known_by: person.knownBy,
  }))
  const { rows: after } = await sql<{ id: string }>`
    with meant as materialized (
      select r.item_id, r.kind, r.position, n.id as named_id, n.thumb_url, t.id
      from jsonb_to_recordset(${rowsParameter(rows)}) as r (item_id uuid, kind text, position integer, person_id uuid, known_by text)
      join backlot.people n on n.id = r.person_id join backlot.people t on t.known_by = r.known_by
    ),
    unpictured as materialized (
      select t.id, m.thumb_url from meant m join backlot.people t on t.id = m.id
      where t.thumb_url is null and m.thumb_url is not null for no key update of t skip locked
    ),
    pictured as (update backlot.people t set thumb_url = u.thumb_url from unpictured u where t.id = u.id),
    shown as (
      insert into backlot.artwork (item_id, type, position, source, url)
      select distinct m.id, a.type, a.position, a.source, a.url from meant m join backlot.artwork a on a.item_id = m.named_id
      where not exists (select from backlot.artwork b where b.item_id = m.id and b.url = a.url)
    )
    update backlot.credits c set person_id = m.id from meant m
    where c.item_id = m.item_id and c.kind = m.kind and c.position = m.position
    returning c.person_id as id`.execute(tx)
  const before = [...new Set(meant.map(({ personId }) => personId))]
  await removePeopleWithoutCredits(tx, before)
  return [...before, ...new Set(after.map(({ id }) => id))]
}

interface NamedCredit {
  itemId: string
  /** Of an episode. */
  seriesId: string | null
  kind: string
  position: number
  personId: string
  /** `name:max schreck` */
  knownBy: string
}

/** The credits of people who are known by a name alone, in items and the episodes of those that are series. */
const namedCredits = async (tx: Kysely<CatalogDatabase>, itemIds: readonly string[]): Promise<NamedCredit[]> => {
  const { rows } = await sql<NamedCredit>`
    with places as (
      select id, null::uuid as series_id from unnest(${[...new Set(itemIds)]}::uuid[]) as w (id)
      where not exists (select from backlot.episodes e where e.id = w.id)
      union
      select e.id, e.series_id from backlot.episodes e where e.id = any(${itemIds}::uuid[]) or e.series_id = any(${itemIds}::uuid[])
    )
    select c.item_id as "itemId", s.series_id as "seriesId", c.kind, c.position, p.id as "personId", p.known_by as "knownBy"
    from places s join backlot.credits c on c.item_id = s.id join backlot.people p on p.id = c.person_id
    where p.known_by like 'name:%'`.execute(tx)
  return rows
}

/** Who is credited and known by an id. */
const identifiedPeople = async (tx: Kysely<CatalogDatabase>, itemIds: readonly string[]): Promise<ToldPeople[]> => {
  const { rows } = await sql<CreditedName & { itemId: string }>`
    select distinct c.item_id as "itemId", p.name, p.known_by as "knownBy"
    from backlot.credits c join backlot.people p on p.id = c.person_id
    where c.item_id = any(${itemIds}::uuid[]) and p.known_by not like 'name:%'`.execute(tx)
  return rows.map(({ itemId, ...person }) => ({ itemId, people: [person] }))
}

/** The people with an id by where they are credited and what a name alone would know them by; each once. */
const byPlaceAndName = (told: readonly ToldPeople[]): Map<string, Map<string, CreditedName>> => {
  const found = new Map<string, Map<string, CreditedName>>()
  for (const { itemId, people } of told)
    for (const person of people) {
      if (isNamed(person)) continue
      const key = `${itemId} name:${folded(person.name)}`
      const namesakes = found.get(key) ?? new Map<string, CreditedName>()
      if (!namesakes.has(person.knownBy)) namesakes.set(person.knownBy, person)
      found.set(key, namesakes)
    }
  return found
}
