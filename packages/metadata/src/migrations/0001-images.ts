import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  sql`
    create table backlot.images (
      hash text collate "C" primary key check (hash ~ '^[0-9a-f]{64}$'),
      bytes integer not null,
      width integer not null,
      height integer not null,
      format text not null,
      -- Whether the picture itself is in the data folder. Of one beside a film only its sizes are.
      kept boolean not null,
      stored_at timestamptz not null default now()
    )`,
  // By what it is read from, not by the row of artwork: a refresh replaces those rows, and the picture stays what it is.
  sql`
    create table backlot.image_sources (
      id bigint generated always as identity primary key,
      url text collate "C",
      root_id bigint,
      folder text collate "C",
      name text collate "C",
      version text not null default '',
      hash text collate "C" not null references backlot.images on delete cascade,
      checked_at timestamptz not null default now(),
      check ((url is null) = (root_id is not null and folder is not null and name is not null))
    )`,
  sql`create unique index image_sources_url on backlot.image_sources (url) where url is not null`,
  sql`create unique index image_sources_file on backlot.image_sources (root_id, folder, name) where url is null`,
  sql`create index image_sources_hash on backlot.image_sources (hash)`,
]

/** The pictures that are stored, and what each was read from. */
export const images: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db)
  },
}
