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
  // The pool lets go of a connection before it is closed; one that the server ends in that moment would end the process.
  pool.on('connect', (connection) => connection.on('error', () => undefined))
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

const applySet = async (db: Kysely<unknown>, set: MigrationSet): Promise<AppliedMigration[]> => {
  if (await isApplied(db, set)) return []
  const { owner, migrations } = set
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => await Promise.resolve(migrations) },
    migrationTableSchema: 'backlot_jobs',
    migrationTableName: tableOf(owner),
    migrationLockTableName: `${tableOf(owner)}_lock`,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error(`Migration ${failedName(results)} of ${owner} failed`, { cause: error })
  return results.map(({ migrationName }) => ({ owner, name: migrationName }))
}

const tableOf = (owner: string): string => `migrations_${owner.replaceAll('-', '_')}`

/** Whether a set was applied as it is. The migrator reads every column of the database to find its own two tables, for each set. */
const isApplied = async (db: Kysely<unknown>, { owner, migrations }: MigrationSet): Promise<boolean> => {
  const table = `backlot_jobs.${tableOf(owner)}`
  const { rows: tables } = await sql<{ oid: string | null }>`select to_regclass(${table}) as oid`.execute(db)
  if (typeof tables[0]?.oid !== 'string') return false
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)}`.execute(db)
  return rows.length === Object.keys(migrations).length && rows.every(({ name }) => name in migrations)
}

const failedName = (results: readonly MigrationResult[]): string =>
  results.find(({ status }) => status === 'Error')?.migrationName ?? '(unknown)'
