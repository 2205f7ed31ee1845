import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'

/** Ids of all that a person has a part in. */
export const creditedIn = async (
  db: Kysely<CatalogDatabase>,
  personId: string,
): Promise<{ movies: string[]; series: string[]; episodes: string[] }> => {
  const { rows } = await sql<{ id: string; type: string }>`
    select distinct i.id, i.type from backlot.credits c join backlot.items i on i.id = c.item_id where c.person_id = ${personId}`.execute(
    db,
  )
  const of = (type: string): string[] => rows.flatMap((row) => (row.type === type ? row.id : []))
  return { movies: of('movie'), series: of('series'), episodes: of('episode') }
}
