import { sql, type Kysely } from 'kysely'
import { SearchError } from '../search-error.ts'

/**
 * Makes sure that an extension is in the database and gives the schema that it is in, quoted. Rejects with a SearchError
 * that holds the command for a superuser when this role may not create it, or what to install when the server has it not.
 */
export const ensureExtension = async (db: Kysely<unknown>, name: 'pg_trgm' | 'unaccent'): Promise<string> => {
  const installed = await schemaOf(db, name)
  if (installed !== undefined) return installed
  try {
    await sql`create extension if not exists ${sql.id(name)}`.execute(db)
  } catch (cause) {
    throw new SearchError(howToGet(name, cause), { cause })
  }
  return (await schemaOf(db, name)) ?? 'public'
}

const schemaOf = async (db: Kysely<unknown>, name: string): Promise<string | undefined> => {
  const { rows } = await sql<{ schema: string }>`
    select quote_ident(nspname) as schema
    from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
    where extname = ${name}`.execute(db)
  return rows[0]?.schema
}

const insufficientPrivilege = '42501'

const howToGet = (name: string, cause: unknown): string => {
  const refused = cause instanceof Error && 'code' in cause && cause.code === insufficientPrivilege
  return refused
    ? `Search needs the PostgreSQL extension ${name}, which this role may not create. Run in this database, as a superuser: CREATE EXTENSION ${name};`
    : `Search needs the PostgreSQL extension ${name}, and creating it failed. It is part of PostgreSQL's contrib modules: install those on the server (Debian: the package postgresql-contrib), then start again.`
}
