import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  sql`create schema if not exists backlot`,
  sql`
    create table backlot.arr_instances (
      app text not null check (app in ('radarr', 'sonarr')),
      name text not null,
      version text,
      last_full_at timestamptz,
      last_incremental_at timestamptz,
      last_history_at timestamptz,
      last_history_id integer,
      last_webhook_at timestamptz,
      last_counts jsonb,
      lookups jsonb not null default '{}',
      problems jsonb not null default '[]',
      failure text,
      last_error text,
      last_error_at timestamptz,
      primary key (app, name)
    )`,
  // What a full sync was told, until all of it is written: the checkpoint of its job.
  sql`
    create table backlot.arr_staged (
      job_id uuid not null,
      position integer not null,
      app text not null,
      instance text not null,
      remote_id integer not null,
      fingerprint text,
      item jsonb,
      staged_at timestamptz not null default clock_timestamp(),
      primary key (job_id, position)
    )`,
]

/** What is known of each Radarr and Sonarr, and what a sync has still to write. */
export const arrInstances: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db)
  },
}
