import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import { tableOf, type MatchedType } from './known-items.ts'
import type { Rating } from './items-tables.ts'

/** What a source of lesser rank says of a film or series; what is left out it does not know. */
export interface ItemEnrichment {
  id: string
  title: string
  sortTitle: string
  originalTitle?: string | undefined
  year?: number | undefined
  plot?: string | undefined
  runtimeMinutes?: number | undefined
  certification?: string | undefined
  studios?: string[] | undefined
  trailer?: string | undefined
  ratings?: Rating[] | undefined
  /** Of a film: `YYYY-MM-DD`. */
  premiered?: string | undefined
  /** Of a film: the id of its collection. */
  set?: string | undefined
  /** Of a series. */
  firstAired?: string | undefined
  status?: string | undefined
  lastAired?: string | undefined
  networks?: string[] | undefined
}

/** A field, the column that it is in, and what that holds. */
type Column = readonly [field: string, column: string, type: string]

const shared: readonly Column[] = [
  ['title', 'title', 'text'],
  ['originalTitle', 'original_title', 'text'],
  ['year', 'year', 'integer'],
  ['plot', 'overview', 'text'],
  ['runtimeMinutes', 'runtime_minutes', 'integer'],
  ['certification', 'certification', 'text'],
  ['studios', 'studios', 'text[]'],
  ['trailer', 'trailer', 'text'],
  ['ratings', 'ratings', 'jsonb'],
]

const columns: Record<MatchedType, readonly Column[]> = {
  movie: [...shared, ['premiered', 'released', 'date'], ['set', 'collection_id', 'uuid']],
  series: [
    ...shared,
    ['firstAired', 'first_aired', 'date'],
    ['status', 'status', 'text'],
    ['lastAired', 'last_aired', 'date'],
    ['networks', 'networks', 'text[]'],
  ],
}

/**
 * Adds what a source says to films or series that are known: where nothing is known yet, and where only a name or the
 * same source had said something. What a person locked, an NFO or a better source gave stays. One statement; gives those
 * whose genres the source may set, too.
 */
export const enrichItems = async (
  tx: Kysely<CatalogDatabase>,
  type: MatchedType,
  source: string,
  items: readonly ItemEnrichment[],
): Promise<Set<string>> => {
  if (items.length === 0) return new Set()
  const own = columns[type]
  // `ratings` and such are noted by entry: one entry of a better source, and the list is its.
  const may = (field: RawBuilder<unknown>) => sql`(
    not ${field} = any(m.locked_fields)
    and not exists (
      select from jsonb_each_text(m.provenance) p
      where (p.key = ${field} or p.key like ${field} || '.%') and p.value not in ('name', ${source})
    )
  )`
  const given = own.map(([field, , columnType]) => sql`${sql.ref(field)} ${sql.raw(columnType)}`)
  const set = own.map(
    ([field, column]) => sql`
    ${sql.ref(column)} = case when ${may(sql.lit(field))} then coalesce(r.${sql.ref(field)}, m.${sql.ref(column)}) else m.${sql.ref(column)} end`,
  )
  const noted = own.map(([field]) => sql`(${sql.lit(field)}, r.${sql.ref(field)} is not null and ${may(sql.lit(field))})`)
  const { rows } = await sql<{ id: string; genres: boolean }>`
    update ${tableOf(type)} m set ${sql.join(set)},
      sort_title = case when ${may(sql.lit('title'))} and ${may(sql.lit('sortTitle'))} then r."sortTitle" else m.sort_title end,
      known_from = case when m.known_from = 'name' then 'provider' else m.known_from end,
      provenance = m.provenance || coalesce(
        (select jsonb_object_agg(n.field, ${source}::text) from (values ${sql.join(noted)}) as n (field, given) where n.given), '{}'
      ),
      updated_at = now()
    from jsonb_to_recordset(${rowsParameter(items)}) as r (id uuid, "sortTitle" text, ${sql.join(given)})
    where m.id = r.id
    returning m.id, ${may(sql.lit('genres'))} as genres`.execute(tx)
  return new Set(rows.flatMap(({ id, genres }) => (genres ? id : [])))
}
