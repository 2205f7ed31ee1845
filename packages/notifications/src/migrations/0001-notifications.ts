import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  sql`create schema if not exists backlot`,
  sql`
    create table backlot.notification_deliveries (
      id bigint generated always as identity primary key,
      event_id text not null,
      event_type text not null,
      agent text not null,
      title text not null,
      state text not null default 'waiting' check (state in ('waiting', 'retrying', 'sent', 'failed')),
      attempts integer not null default 0,
      reason text,
      turn_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (event_id, agent)
    )`,
  sql`create index notification_deliveries_age on backlot.notification_deliveries (updated_at)`,
  sql`create table backlot.notification_turns (agent text not null, at timestamptz not null)`,
  sql`create index notification_turns_agent on backlot.notification_turns (agent, at)`,
  sql`
    create table backlot.notification_digests (
      id uuid primary key,
      key text not null,
      type text not null,
      opened_at timestamptz not null default now(),
      due_at timestamptz not null,
      closed_at timestamptz
    )`,
  sql`create unique index notification_digests_open on backlot.notification_digests (key) where closed_at is null`,
  sql`
    create table backlot.notification_gathered (
      event_id text primary key,
      digest_id uuid not null references backlot.notification_digests on delete cascade,
      position bigint generated always as identity,
      event jsonb not null
    )`,
  sql`create index notification_gathered_digest on backlot.notification_gathered (digest_id)`,
]

/** The delivery log, the turns of the rate limits, and digests. */
export const notifications: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db)
  },
}
