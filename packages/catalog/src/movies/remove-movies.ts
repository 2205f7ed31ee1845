import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'

/** Removes those of the films that have no file left, missing ones counted as files; gives the ids of the removed. */
export const removeMoviesWithoutFiles = async (tx: Kysely<CatalogDatabase>, movieIds: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    delete from backlot.movies m
    where m.id = any(${movieIds}::uuid[]) and not exists (select from backlot.files f where f.movie_id = m.id)
    returning m.id`.execute(tx)
  return rows.map(({ id }) => id)
}
