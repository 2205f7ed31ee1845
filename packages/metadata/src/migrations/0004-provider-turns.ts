import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statement = sql`
  create table backlot.provider_turns (
    provider text primary key,
    -- From when on the next request may go out, of whichever host.
    next_at timestamptz not null,
    -- The provider asked for a pause until then.
    paused_until timestamptz
  )`

/** When each provider may be asked next, by all hosts together. */
export const providerTurns: Migration = { up: async (db) => void (await statement.execute(db)) }
