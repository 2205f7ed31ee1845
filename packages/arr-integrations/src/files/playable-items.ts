import { sql, type Kysely } from 'kysely'
import type { ArrDatabase } from '../arr-database.ts'

/** Those of items that can be played: some file of theirs is there, wherever it came from. */
export const playableItems = async (db: Kysely<ArrDatabase>, itemIds: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${itemIds}::uuid[]) as given (id)
    where exists (
      select from backlot.files f where f.item_id = given.id and f.missing_since is null and f.state = 'matched' and f.role <> 'extra'
    )`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
