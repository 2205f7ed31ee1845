import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Episodes between two others, as a recap is: 10.5. */
export const halfEpisodes: Migration = {
  up: async (db) => {
    await sql`alter table backlot.episodes alter column number type real, alter column absolute_number type real`.execute(db)
  },
}
