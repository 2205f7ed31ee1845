import type { MigrationSet } from '@backlot/jobs'
import { sql } from 'kysely'

/** The migrations of the table that this package owns. */
export const activityMigrations: MigrationSet = {
  owner: 'activity',
  migrations: {
    '0001_activity': {
      up: async (db) => {
        await sql`create schema if not exists backlot`.execute(db)
        await sql`
          create table backlot.activity (
            id bigint generated always as identity primary key,
            at timestamptz not null default now(),
            actor text not null,
            deed text not null,
            target_type text,
            target_id text,
            target_name text,
            origin text not null,
            outcome text not null check (outcome in ('done', 'refused', 'failed')),
            reason text,
            data jsonb not null default '{}'
          )`.execute(db)
        await sql`create index activity_at on backlot.activity (at)`.execute(db)
        await sql`create index activity_target on backlot.activity (target_type, target_id, id) where target_id is not null`.execute(db)
        await sql`create index activity_actor on backlot.activity (actor, id)`.execute(db)
      },
    },
  },
}
