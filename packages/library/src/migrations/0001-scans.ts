import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  sql`
    create table backlot.scans (
      id uuid primary key,
      library_id uuid not null references backlot.libraries on delete cascade,
      job_id text not null,
      state text not null default 'running' check (state in ('running', 'completed', 'failed', 'cancelled')),
      phase text not null default 'roots',
      force boolean not null default false,
      paths text[],
      started_at timestamptz not null default now(),
      finished_at timestamptz,
      error text,
      result jsonb,
      spent_ms jsonb not null default '{}'
    )`,
  sql`create index scans_library on backlot.scans (library_id, started_at desc)`,
  sql`create index scans_job on backlot.scans (job_id)`,
  sql`
    create table backlot.scan_folders (
      scan_id uuid not null,
      root_id bigint not null,
      folder text collate "C" not null,
      state text not null default 'found' check (state in ('found', 'listed', 'gone', 'untouched')),
      trail text not null default '',
      mtime_ns bigint,
      sidecars jsonb not null default '[]',
      skipped jsonb not null default '{}',
      ignore_patterns text[],
      primary key (scan_id, root_id, folder)
    )`,
  sql`create index scan_folders_found on backlot.scan_folders (scan_id, root_id, folder) where state = 'found'`,
  sql`
    create table backlot.scan_entries (
      scan_id uuid not null,
      root_id bigint not null,
      folder text collate "C" not null,
      name text collate "C" not null,
      kind text not null check (kind in ('new', 'changed', 'returned', 'moved', 'gone', 'ignored')),
      item_folder text collate "C" not null,
      disc boolean not null default false,
      size bigint not null default 0,
      mtime_ns bigint not null default 0,
      device text not null default '',
      inode text not null default '',
      fingerprint text,
      file_id bigint,
      look_again boolean not null default false,
      done boolean not null default false,
      primary key (scan_id, root_id, folder, name)
    )`,
  sql`create index scan_entries_item on backlot.scan_entries (scan_id, root_id, item_folder)`,
  sql`create index scan_entries_gone on backlot.scan_entries (scan_id, root_id, folder, name) where kind in ('gone', 'ignored')`,
  sql`create index scan_entries_file on backlot.scan_entries (file_id) where file_id is not null`,
  sql`
    create table backlot.scan_items (
      scan_id uuid not null,
      root_id bigint not null,
      item_folder text collate "C" not null,
      refresh boolean not null default false,
      done boolean not null default false,
      primary key (scan_id, root_id, item_folder)
    )`,
  // What a scan staged goes with it. A trigger on the few scans instead of references on the many rows, which would each be checked.
  sql`
    create function backlot.drop_staging() returns trigger language plpgsql as $$ begin
      delete from backlot.scan_entries where scan_id = old.id;
      delete from backlot.scan_items where scan_id = old.id;
      delete from backlot.scan_folders where scan_id = old.id;
      return old;
    end $$`,
  sql`create trigger scans_drop_staging after delete on backlot.scans for each row execute function backlot.drop_staging()`,
  sql`
    create table backlot.folders (
      root_id bigint not null references backlot.library_roots on delete cascade,
      folder text collate "C" not null,
      mtime_ns bigint,
      sidecars jsonb not null default '[]',
      skipped jsonb not null default '{}',
      ignore_patterns text[],
      primary key (root_id, folder)
    )`,
  sql`
    create table backlot.problems (
      id bigint generated always as identity primary key,
      library_id uuid not null references backlot.libraries on delete cascade,
      root_id bigint references backlot.library_roots on delete cascade,
      folder text collate "C" not null default '',
      path text collate "C" not null,
      source text not null check (source in ('root', 'walk', 'reconcile', 'import', 'probe')),
      kind text not null,
      severity text not null check (severity in ('error', 'warning')),
      message text not null,
      scan_id uuid,
      first_seen_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      resolved_at timestamptz
    )`,
  sql`create unique index problems_open on backlot.problems (library_id, source, kind, path) where resolved_at is null`,
]

/** Scans, their checkpoints, what is known of folders, and problems. */
export const scans: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db)
  },
}
