import { sql, type Kysely } from 'kysely'

/** Where the index is when nothing was noted: in this database. */
const atFirst = 'postgres'

/**
 * Notes where the index lies from now on. True when it lay elsewhere before: what changed since has not reached this place,
 * so it has to be compared with what is stored.
 */
export const noteSearchPlace = async <Database>(db: Kysely<Database>, place: string): Promise<boolean> =>
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ place: string }>`select place from backlot.search_place for update`.execute(tx)
    const before = rows[0]?.place ?? atFirst
    if (before === place) return false
    await sql`delete from backlot.search_place`.execute(tx)
    await sql`insert into backlot.search_place (place) values (${place})`.execute(tx)
    return true
  })
