import { sql } from 'kysely'
import type { CreditKind } from '../items/items-tables.ts'

/** A person's part as an item lists it. */
export interface Credit {
  kind: CreditKind
  personId: string
  name: string
  role: string
  /** The artwork that shows the person: one that a provider told of the person goes before what credits gave. */
  pictureId: string | null
}

/** The credits of an item in their order, as a column. */
export const creditsOf = (itemId: ReturnType<typeof sql.ref>) => sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'kind', c.kind, 'personId', p.id, 'name', p.name, 'role', c.role, 'pictureId', (
      select a.id::text from backlot.artwork a where a.item_id = p.id and a.type = 'profile'
      order by a.source = 'credits', a.position, a.id limit 1
    )
  ) order by c.kind, c.position), '[]')
  from backlot.credits c join backlot.people p on p.id = c.person_id where c.item_id = ${itemId}
)`
