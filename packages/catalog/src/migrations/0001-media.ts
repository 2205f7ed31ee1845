import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

// Paths compare by bytes ("C"), so that a folder's descendants are one range of the index.
const statements = [
  sql`create schema if not exists backlot`,
  sql`
    create table backlot.libraries (
      id uuid primary key default gen_random_uuid(),
      name text not null,
      type text not null check (type in ('movie', 'tvshow')),
      enabled boolean not null default true,
      scan_on_start boolean not null default true,
      created_at timestamptz not null default now()
    )`,
  sql`create unique index libraries_name on backlot.libraries (lower(name))`,
  sql`
    create table backlot.library_roots (
      id bigint generated always as identity primary key,
      library_id uuid not null references backlot.libraries on delete cascade,
      path text collate "C" not null unique,
      device text,
      inode text,
      file_count integer not null default 0,
      status text not null default 'new' check (status in ('new', 'online', 'offline')),
      reason text,
      checked_at timestamptz
    )`,
  sql`create index library_roots_library on backlot.library_roots (library_id)`,
  sql`
    create table backlot.collections (
      id uuid primary key,
      name text not null,
      known_by text not null unique,
      overview text
    )`,
  sql`
    create table backlot.movies (
      id uuid primary key,
      title text not null,
      sort_title text not null,
      original_title text,
      year integer,
      overview text,
      tagline text,
      runtime_minutes integer,
      certification text,
      released date,
      ratings jsonb not null default '[]',
      countries text[] not null default '{}',
      studios text[] not null default '{}',
      tags text[] not null default '{}',
      trailer text,
      language text,
      collection_id uuid references backlot.collections on delete set null,
      known_from text not null check (known_from in ('name', 'nfo', 'provider')),
      locked_fields text[] not null default '{}',
      provenance jsonb not null default '{}',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`,
  sql`create index movies_sort on backlot.movies (sort_title, id)`,
  sql`
    create table backlot.movie_titles (
      movie_id uuid not null references backlot.movies on delete cascade,
      title text not null,
      normalized text collate "C" not null,
      language text not null default '',
      primary key (movie_id, title)
    )`,
  sql`create index movie_titles_normalized on backlot.movie_titles (normalized)`,
  sql`
    create table backlot.movie_external_ids (
      movie_id uuid not null references backlot.movies on delete cascade,
      provider text not null,
      value text not null,
      primary key (provider, value)
    )`,
  sql`create index movie_external_ids_movie on backlot.movie_external_ids (movie_id)`,
  sql`create table backlot.genres (id integer generated always as identity primary key, name text not null unique)`,
  sql`
    create table backlot.movie_genres (
      movie_id uuid not null references backlot.movies on delete cascade,
      genre_id integer not null references backlot.genres on delete cascade,
      position integer not null,
      primary key (movie_id, genre_id)
    )`,
  sql`
    create table backlot.people (
      id uuid primary key,
      name text not null,
      known_by text not null unique,
      thumb_url text
    )`,
  sql`
    create table backlot.credits (
      movie_id uuid not null references backlot.movies on delete cascade,
      kind text not null check (kind in ('actor', 'director', 'writer')),
      position integer not null,
      person_id uuid not null references backlot.people on delete cascade,
      role text not null default '',
      primary key (movie_id, kind, position)
    )`,
  sql`create index credits_person on backlot.credits (person_id)`,
  sql`
    create table backlot.artwork (
      id bigint generated always as identity primary key,
      movie_id uuid not null references backlot.movies on delete cascade,
      type text not null,
      position integer not null,
      source text not null,
      root_id bigint references backlot.library_roots on delete cascade,
      folder text,
      name text,
      url text,
      check ((url is null) = (root_id is not null and folder is not null and name is not null))
    )`,
  sql`create index artwork_movie on backlot.artwork (movie_id)`,
  sql`
    create table backlot.files (
      id bigint generated always as identity primary key,
      -- The root's own; it goes with the root, so it needs no reference of its own, which would cost every insert.
      library_id uuid not null,
      root_id bigint not null references backlot.library_roots on delete cascade,
      folder text collate "C" not null,
      name text collate "C" not null,
      item_folder text collate "C" not null,
      size bigint not null,
      mtime_ns bigint not null,
      device text not null,
      inode text not null,
      fingerprint text,
      role text not null check (role in ('feature', 'disc', 'extra')),
      extra_type text,
      part integer,
      edition text,
      version text,
      facts jsonb,
      media jsonb,
      probed_at timestamptz,
      probe_failures integer not null default 0,
      movie_id uuid references backlot.movies on delete set null,
      match jsonb,
      candidates jsonb,
      state text not null default 'unmatched' check (state in ('matched', 'unmatched', 'ignored')),
      missing_since timestamptz,
      kept boolean not null default false,
      added_at timestamptz not null default now(),
      unique (root_id, folder, name)
    )`,
  sql`create index files_item on backlot.files (root_id, item_folder)`,
  sql`create index files_movie on backlot.files (movie_id)`,
  sql`create index files_missing on backlot.files (library_id, id) where missing_since is not null`,
  sql`create index files_unmatched on backlot.files (library_id, root_id, folder) where state = 'unmatched' and role <> 'extra'`,
  sql`create index files_unprobed on backlot.files (library_id, id) where probed_at is null and missing_since is null`,
]

/** Everything that is stored about libraries, their files and films. */
export const media: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db)
  },
}
