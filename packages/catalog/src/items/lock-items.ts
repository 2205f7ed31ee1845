import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import type { MatchedType } from './known-items.ts'

/**
 * Lets one transaction at a time create films (or series), so that two never create the same one; nobody changes any
 * meanwhile. Held until its end.
 */
export const lockItems = async (tx: Kysely<CatalogDatabase>, type: MatchedType): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${allOf(type)})`.execute(tx)
}

/**
 * Lets one transaction at a time change each of these films (or series), which are there already. Others are changed
 * beside it, and none is created meanwhile. Held until its end; call it once, before anything else is written, and never
 * together with `lockItems`.
 */
export const lockKnownItems = async (tx: Kysely<CatalogDatabase>, type: MatchedType, ids: readonly string[]): Promise<void> => {
  await sql`select pg_advisory_xact_lock_shared(${allOf(type)})`.execute(tx)
  // In one order, so that two who want the same never wait for each other.
  const keys = [...new Set(ids)].toSorted().map((id) => `backlot ${type} ${id}`)
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(${keys}::text[]) as given (key)`.execute(tx)
}

const allOf = (type: MatchedType) => sql`hashtextextended(${`backlot ${type}`}, 0)`
