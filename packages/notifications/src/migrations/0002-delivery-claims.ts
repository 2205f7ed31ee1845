import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Which deliveries somebody is about to make, so that two jobs for one event cannot both send it. */
export const deliveryClaims: Migration = {
  up: async (db) => {
    await sql`alter table backlot.notification_deliveries add column claimed_until timestamptz`.execute(db)
  },
}
