import type { Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { removePeopleWithoutCredits } from './remove-people-without-credits.ts'
import { writePeople, type CreditedName } from './write-people.ts'

/**
 * Runs what writes credits in several steps, in the caller's transaction, once everybody who may be credited is stored. Many
 * films and series have the same people: who makes all of them first, in one order, waits for another who does, and never
 * both. Who was made and got no credit is gone again.
 */
export const holdingPeople = async <Written>(
  tx: Kysely<CatalogDatabase>,
  told: readonly CreditedName[],
  write: () => Promise<Written>,
): Promise<Written> => {
  const made = await writePeople(tx, told)
  const written = await write()
  if (made.length > 0) await removePeopleWithoutCredits(tx, made)
  return written
}
