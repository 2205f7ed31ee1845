import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { KnownFrom } from './items-tables.ts'

/** What files are matched to. */
export type MatchedType = 'movie' | 'series'

/** A provider's id of an item. */
export interface ExternalId {
  provider: string
  value: string
}

/** A film or series as matching sees it. */
export interface KnownItem {
  id: string
  title: string
  year: number | null
  knownFrom: KnownFrom
  /** All its titles, as the keys they compare by. */
  titles: string[]
  /** Ids by provider; several of one provider are rare, and all there. */
  externalIds: ExternalId[]
  lockedFields: string[]
  provenance: Record<string, string>
}

/** Ways to ask for films or series; any that fits is enough. */
export interface ItemClues {
  type: MatchedType
  itemIds: readonly string[]
  /** Normalised titles. */
  titles: readonly string[]
  externalIds: readonly ExternalId[]
}

/** All films (or series) that any clue points at, in one statement. */
export const findKnownItems = async (
  db: Kysely<CatalogDatabase>,
  { type, itemIds, titles, externalIds }: ItemClues,
): Promise<KnownItem[]> => {
  const { rows } = await sql<KnownItem>`
    with clues as materialized (
      select unnest(${itemIds}::uuid[]) as item_id
      union select item_id from backlot.item_titles where normalized = any(${titles}::text[])
      union select e.item_id
      from jsonb_to_recordset(${rowsParameter(externalIds)}) as r (provider text, value text)
      join backlot.item_external_ids e on e.type = ${type} and e.provider = r.provider and e.value = r.value
    )
    select m.id, m.title, m.year, m.known_from as "knownFrom", m.locked_fields as "lockedFields", m.provenance,
      coalesce((select array_agg(distinct t.normalized) from backlot.item_titles t where t.item_id = m.id), '{}') as titles,
      coalesce(
        (select jsonb_agg(jsonb_build_object('provider', e.provider, 'value', e.value)) from backlot.item_external_ids e where e.item_id = m.id),
        '[]'
      ) as "externalIds"
    from clues join ${tableOf(type)} m on m.id = clues.item_id`.execute(db)
  return rows
}

/** The table of films, or of series; what both have is called alike. */
export const tableOf = (type: MatchedType) => sql.table(type === 'movie' ? 'backlot.movies' : 'backlot.series')
