import type { CleanupTarget } from '@backlot/jobs/system'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { NotificationsDatabase } from './notifications-database.ts'

/** What of this package's tables ages: the delivery log, and digests that were told. */
export const notificationCleanupTargets = (db: Kysely<NotificationsDatabase>): CleanupTarget[] => [
  target(db, {
    name: 'notification_deliveries',
    describe: 'What agents were told, or were not, and when.',
    table: sql`backlot.notification_deliveries`,
    old: (before) => sql`updated_at < ${before}`,
  }),
  target(db, {
    name: 'notification_digests',
    describe: 'Events that were told in a digest.',
    table: sql`backlot.notification_digests`,
    old: (before) => sql`closed_at < ${before}`,
  }),
]

interface AgingRows {
  name: string
  describe: string
  table: RawBuilder<unknown>
  old: (before: Date) => RawBuilder<unknown>
}

const target = (db: Kysely<NotificationsDatabase>, { name, describe, table, old }: AgingRows): CleanupTarget => ({
  name,
  describe,
  run: async ({ olderThan, batchSize, dryRun, signal }) => {
    if (dryRun) {
      const { rows } = await sql<{ count: number }>`select count(*)::integer as count from ${table} where ${old(olderThan)}`.execute(db)
      return { deleted: rows[0]?.count ?? 0 }
    }
    let deleted = 0
    for (let removed = batchSize; removed === batchSize; deleted += removed) {
      signal.throwIfAborted()
      const { numAffectedRows = 0n } = await sql`
        delete from ${table} where ctid = any (array(select ctid from ${table} where ${old(olderThan)} limit ${batchSize}))`.execute(db)
      removed = Number(numAffectedRows)
    }
    return { deleted }
  },
})
