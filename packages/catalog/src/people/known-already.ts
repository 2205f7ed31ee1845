import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { folded } from '../items/credit-to-write.ts'
import type { CreditToWrite } from '../items/write-credits.ts'

interface CreditedItem {
  id: string
  /** Something is stored under this id already. */
  replaces: boolean
  credits: CreditToWrite[]
}

/**
 * Has people who are known by a name alone be those of that name whom the same item credits in the same way by a provider's id:
 * what a provider told once stays true when the NFO is read again. Where two of them have the name it stays a name.
 */
export const knownAlready = async (tx: Kysely<CatalogDatabase>, items: readonly CreditedItem[]): Promise<readonly CreditedItem[]> => {
  const named = items.filter(({ replaces, credits }) => replaces && credits.some(isNamed)).map(({ id }) => id)
  if (named.length === 0) return items
  const { rows } = await sql<{ itemId: string; kind: string; name: string; knownBy: string }>`
    select distinct c.item_id as "itemId", c.kind, p.name, p.known_by as "knownBy"
    from backlot.credits c join backlot.people p on p.id = c.person_id
    where c.item_id = any(${named}::uuid[]) and p.known_by not like 'name:%'`.execute(tx)
  if (rows.length === 0) return items
  const known = Map.groupBy(rows, ({ itemId, kind, name }) => `${itemId} ${kind} name:${folded(name)}`)
  return items.map((item) => ({
    ...item,
    credits: item.credits.map((credit) => {
      const [one, another] = known.get(`${item.id} ${credit.kind} ${credit.knownBy}`) ?? []
      return one === undefined || another !== undefined ? credit : { ...credit, knownBy: one.knownBy }
    }),
  }))
}

/** Known by a name alone. */
export const isNamed = ({ knownBy }: { knownBy: string }): boolean => knownBy.startsWith('name:')
