import type { MigrationSet } from '@backlot/jobs'
import { sql } from 'kysely'

const statements = [
  sql`create schema if not exists backlot`,
  sql`
    create table backlot.sessions (
      id uuid primary key default gen_random_uuid(),
      user_id uuid not null,
      token_hash bytea not null unique,
      origin text not null,
      created_at timestamptz not null default now(),
      seen_at timestamptz not null default now(),
      expires_at timestamptz not null,
      revoked_at timestamptz
    )`,
  sql`create index sessions_user on backlot.sessions (user_id)`,
  sql`
    create table backlot.api_tokens (
      id uuid primary key default gen_random_uuid(),
      user_id uuid not null,
      name text not null,
      token_hash bytea not null unique,
      created_at timestamptz not null default now(),
      used_at timestamptz,
      expires_at timestamptz,
      revoked_at timestamptz
    )`,
  sql`create index api_tokens_user on backlot.api_tokens (user_id)`,
  sql`
    create table backlot.failed_logins (
      id bigint generated always as identity primary key,
      login text not null,
      origin text not null,
      at timestamptz not null default now()
    )`,
  sql`create index failed_logins_login on backlot.failed_logins (login, at)`,
  sql`create index failed_logins_origin on backlot.failed_logins (origin, at)`,
  sql`
    create table backlot.one_time_tokens (
      id uuid primary key default gen_random_uuid(),
      purpose text not null check (purpose in ('password reset', 'email verification')),
      user_id uuid not null,
      token_hash bytea not null unique,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    )`,
  sql`create index one_time_tokens_user on backlot.one_time_tokens (user_id)`,
]

/** The migrations of the tables that this package owns. */
export const accountsMigrations: MigrationSet = {
  owner: 'accounts',
  migrations: {
    '0001_accounts': {
      up: async (db) => {
        for (const statement of statements) await statement.execute(db)
      },
    },
  },
}
