import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// What other programs (a Radarr, a Sonarr) say that they keep, in their words, beside what it is for us.
const statements = [
  sql`
    create table backlot.managed_items (
      manager text not null check (manager in ('radarr', 'sonarr')),
      instance text not null,
      remote_id integer not null,
      item_id uuid references backlot.items on delete set null,
      title text not null,
      path text,
      monitored boolean not null,
      quality_profile text,
      tags text[] not null default '{}',
      fingerprint text not null,
      synced_at timestamptz not null default now(),
      primary key (manager, instance, remote_id)
    )`,
  sql`create index managed_items_item on backlot.managed_items (item_id)`,
  sql`
    create table backlot.managed_files (
      manager text not null,
      instance text not null,
      remote_id integer not null,
      item_remote_id integer not null,
      path text not null,
      file_id bigint references backlot.files on delete set null,
      primary key (manager, instance, remote_id),
      foreign key (manager, instance, item_remote_id) references backlot.managed_items on delete cascade
    )`,
  sql`create index managed_files_item on backlot.managed_files (manager, instance, item_remote_id)`,
  sql`create index managed_files_file on backlot.managed_files (file_id)`,
]

/** What managers such as Radarr and Sonarr keep. */
export const managedItems: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db)
  },
}
