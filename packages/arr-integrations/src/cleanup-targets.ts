import { inTransaction, removeItemsWithoutFiles } from '@backlot/catalog'
import type { CleanupTarget } from '@backlot/jobs/system'
import { sql, type Kysely } from 'kysely'
import type { ArrDatabase } from './arr-database.ts'
import type { ArrInstance } from './client/arr-instance.ts'

/**
 * What is kept of instances that are configured no more, with the films and series that nobody else keeps and that have no
 * file, and lists of syncs that were never finished. `removed` takes those that go out of the index.
 */
export const arrCleanupTargets = (
  db: Kysely<ArrDatabase>,
  instances: readonly Pick<ArrInstance, 'app' | 'name'>[],
  removed: (tx: Kysely<ArrDatabase>, type: 'movie' | 'series', itemIds: readonly string[]) => Promise<void>,
): CleanupTarget[] => {
  const configured = instances.map(({ app, name }) => `${app} ${name}`)
  return [
    {
      name: 'arr_instances',
      describe: 'What a Radarr or Sonarr kept that is configured no more, and lists of syncs that were never finished.',
      run: async ({ olderThan, batchSize, dryRun, signal }) => {
        const { rows } = await sql<{ managed: number; staged: number }>`
          select
            (select count(*) from backlot.managed_items where manager || ' ' || instance <> all(${configured}::text[]))::integer as managed,
            (select count(*) from backlot.arr_staged where staged_at < ${olderThan})::integer as staged`.execute(db)
        const { managed = 0, staged = 0 } = rows[0] ?? {}
        if (dryRun) return { deleted: managed + staged }
        await sql`delete from backlot.arr_staged where staged_at < ${olderThan}`.execute(db)
        await sql`delete from backlot.arr_instances where app || ' ' || name <> all(${configured}::text[])`.execute(db)
        for (let left = managed; left > 0; left -= batchSize) {
          signal.throwIfAborted()
          await forgetSome(db, { configured, batchSize, removed })
        }
        return { deleted: managed + staged }
      },
    },
  ]
}

const forgetSome = async (
  db: Kysely<ArrDatabase>,
  { configured, batchSize, removed }: { configured: string[]; batchSize: number; removed: Parameters<typeof arrCleanupTargets>[2] },
): Promise<void> => {
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ item_id: string | null }>`
      delete from backlot.managed_items where (manager, instance, remote_id) in (
        select manager, instance, remote_id from backlot.managed_items
        where manager || ' ' || instance <> all(${configured}::text[]) limit ${batchSize}
      ) returning item_id`.execute(tx)
    const gone = await removeItemsWithoutFiles(
      tx,
      rows.flatMap(({ item_id }) => item_id ?? []),
    )
    for (const type of ['movie', 'series'] as const) {
      const ids = gone.flatMap((item) => (item.type === type ? item.id : []))
      if (ids.length > 0) await removed(tx, type, ids)
    }
  })
}
