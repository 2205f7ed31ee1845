import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type MigrationResult } from 'kysely/migration'
import pg from 'pg'
import type { MigrationSet } from '../bundle.ts'

/** A migration that was applied now. */
export interface AppliedMigration {
  owner: string
  name: string
}

/**
 * Brings a database up to date: every set in order, forwards only, under one lock that all hosts share. Gives what was
 * applied. Rejects with the migration that failed; that one is rolled back, those before it stay.
 */
export const migrate = async (url: string, sets: readonly MigrationSet[]): Promise<AppliedMigration[]> => {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'backlot-migrate' })
  const lock = await pool.connect()
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await lock.query(`select pg_advisory_lock(hashtext('backlot migrations'))`)
    await sql`create schema if not exists backlot_jobs`.execute(db)
    const applied: AppliedMigration[] = []
    for (const set of sets) applied.push(...(await applySet(db, set)))
    return applied
  } finally {
    lock.release(true)
    await db.destroy()
  }
}

const applySet = async (db: Kysely<unknown>, { owner, migrations }: MigrationSet): Promise<AppliedMigration[]> => {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => await Promise.resolve(migrations) },
    migrationTableSchema: 'backlot_jobs',
    migrationTableName: `migrations_${owner.replaceAll('-', '_')}`,
    migrationLockTableName: `migrations_${owner.replaceAll('-', '_')}_lock`,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error(`Migration ${failedName(results)} of ${owner} failed`, { cause: error })
  return results.map(({ migrationName }) => ({ owner, name: migrationName }))
}

const failedName = (results: readonly MigrationResult[]): string =>
  results.find(({ status }) => status === 'Error')?.migrationName ?? '(unknown)'
