import type { CleanupTarget } from '@backlot/jobs/system'
import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { inTransaction } from '../in-transaction.ts'
import { removePeopleWithoutCredits } from './remove-people-without-credits.ts'

/** Has people who are gone leave the search index, in the transaction that removed them or by a job that is part of it. */
export type UnindexPeople = (tx: Kysely<CatalogDatabase>, personIds: string[]) => Promise<void>

/** The cleanup target of people who have no credit any more; they leave the search index in the same step. */
export const orphanedPeople = (db: Kysely<CatalogDatabase>, unindex: UnindexPeople): CleanupTarget => ({
  name: 'orphaned_people',
  describe: 'People who have no credit any more.',
  run: async ({ batchSize, dryRun, signal }) => {
    const old = sql`from backlot.people p where not exists (select from backlot.credits c where c.person_id = p.id)`
    if (dryRun) {
      const { rows } = await sql<{ count: number }>`select count(*)::integer as count ${old}`.execute(db)
      return { deleted: rows[0]?.count ?? 0 }
    }
    let deleted = 0
    for (let removed = batchSize; removed === batchSize; deleted += removed) {
      signal.throwIfAborted()
      removed = await inTransaction(db, async (tx) => {
        const { rows } = await sql<{ id: string }>`select p.id ${old} order by p.id limit ${batchSize}`.execute(tx)
        const gone = await removePeopleWithoutCredits(
          tx,
          rows.map(({ id }) => id),
        )
        if (gone.length > 0) await unindex(tx, gone)
        return gone.length
      })
    }
    return { deleted }
  },
})
