import { agingRows, type CleanupTarget } from '@backlot/jobs/system'
import type { Kysely } from 'kysely'
import type { NotificationsDatabase } from './notifications-database.ts'

/** What of this package's tables ages: the delivery log, and digests that were told, with their events. */
export const notificationCleanupTargets = (db: Kysely<NotificationsDatabase>): CleanupTarget[] => [
  agingRows(db, {
    name: 'notification_deliveries',
    describe: 'What agents were told, or were not, and when.',
    table: 'backlot.notification_deliveries',
    old: 'updated_at < $1',
  }),
  agingRows(db, {
    name: 'notification_digests',
    describe: 'Events that were told in a digest.',
    table: 'backlot.notification_digests',
    old: 'closed_at < $1',
  }),
  agingRows(db, {
    name: 'notification_turns',
    describe: 'Turns of agents that have not sent for long.',
    table: 'backlot.notification_turns',
    old: 'at < $1',
  }),
]
