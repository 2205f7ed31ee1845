import type { MigrationSet } from '@backlot/jobs'
import type { Generated } from 'kysely'
import { sql } from 'kysely'

/** The program's own tables, as Kysely sees them. */
export interface Tables {
  pictures: {
    id: Generated<string>
    name: string
    original: Buffer
    thumbnail: Buffer | null
    job_id: string
  }
}

/** What the host applies at its start, after its own. */
export const migrations: MigrationSet = {
  owner: 'embed_example',
  migrations: {
    '0001_pictures': {
      up: async (db) => {
        await sql`
          create table pictures (
            id uuid primary key default gen_random_uuid(),
            name text not null unique,
            original bytea not null,
            thumbnail bytea,
            job_id uuid not null
          )`.execute(db)
      },
    },
  },
}
