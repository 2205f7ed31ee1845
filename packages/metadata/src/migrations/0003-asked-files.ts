import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statement = sql`
  create table backlot.asked_files (
    file_id bigint primary key references backlot.files on delete cascade,
    -- Whom its library had to ask about the file, in order; empty: a job was made and nobody was asked yet.
    providers text[] not null default '{}',
    tried_at timestamptz not null default now()
  )`

/** Which providers were asked which film or series an unmatched file is of. */
export const askedFiles: Migration = { up: async (db) => void (await statement.execute(db)) }
