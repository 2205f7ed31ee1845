import type { MigrationSet } from '@backlot/jobs'
import { sql, type Generated } from 'kysely'

/** `backlot.health_checks`: how each check came out the last time. */
interface HealthChecksTable {
  name: string
  status: 'ok' | 'warning' | 'failed'
  message: string
  /** When it was well last turned into when it was not, or the other way round. */
  since: Generated<Date>
  /** How often in a row it was not well. */
  failures: Generated<number>
  /** Its problem was told. */
  told: Generated<boolean>
}

/** The table that the health check owns, for Kysely. */
export interface HealthDatabase {
  'backlot.health_checks': HealthChecksTable
}

/** The migrations of it. */
export const healthMigrations: MigrationSet = {
  owner: 'worker-host',
  migrations: {
    '0001_health_checks': {
      up: async (db) => {
        await sql`create schema if not exists backlot`.execute(db)
        await sql`
          create table backlot.health_checks (
            name text primary key,
            status text not null check (status in ('ok', 'warning', 'failed')),
            message text not null,
            since timestamptz not null default now(),
            failures integer not null default 0,
            told boolean not null default false
          )`.execute(db)
      },
    },
  },
}
