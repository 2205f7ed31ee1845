import { createId } from '@backlot/jobs'
import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** A collection that a film belongs to. */
export interface CollectionToWrite {
  name: string
  /** `tmdb:10`, or `name:alien` while no provider's id is known. */
  knownBy: string
  overview?: string | undefined
}

/** Stores collections, and gives the id of each by what it is known by. */
export const writeCollections = async (
  tx: Kysely<CatalogDatabase>,
  collections: readonly CollectionToWrite[],
): Promise<Map<string, string>> => {
  const distinct = new Map(collections.map((collection) => [collection.knownBy, collection]))
  if (distinct.size === 0) return new Map()
  const rows = [...distinct.values()].map(({ name, knownBy, overview }) => ({ id: createId(), name, known_by: knownBy, overview }))
  const { rows: stored } = await sql<{ id: string; known_by: string }>`
    with given as materialized (
      select * from jsonb_to_recordset(${rowsParameter(rows)}) as r (id uuid, name text, known_by text, overview text)
    ),
    written as (
      insert into backlot.collections as c (id, name, known_by, overview) select * from given
      on conflict (known_by) do update set name = excluded.name, overview = coalesce(excluded.overview, c.overview)
      returning id, known_by
    ),
    made as (insert into backlot.items (id, type) select id, 'collection' from written join given using (id))
    select id, known_by from written`.execute(tx)
  return new Map(stored.map(({ id, known_by }) => [known_by, id]))
}
