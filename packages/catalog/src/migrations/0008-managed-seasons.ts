import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a manager keeps of the seasons and episodes of a series. */
export const managedSeasons: Migration = {
  up: async (db) => {
    await sql`alter table backlot.managed_items add column seasons jsonb`.execute(db)
  },
}
