import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How a library is scanned by itself, whether its folders are watched, and where its metadata comes from. */
export const librarySettings: Migration = {
  up: async (db) => {
    await sql`
      alter table backlot.libraries
        add column scan_interval_ms bigint default 21600000 check (scan_interval_ms > 0),
        add column watch boolean not null default false,
        add column preferred_language text,
        add column metadata_providers text[]`.execute(db)
  },
}
