import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What providers tell of people. */
export const people: Migration = {
  up: async (db) => {
    await sql`
      alter table backlot.people add column biography text, add column born date, add column died date, add column birthplace text,
        add column known_for text, add column other_names text[] not null default '{}'`.execute(db)
  },
}
