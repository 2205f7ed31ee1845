import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'

/** A field, the column that it is in, and what that holds. */
export type EnrichedColumn = readonly [field: string, column: string, type: string]

/** Which rows a source of lesser rank adds to, and how. */
export interface Enrichment {
  table: 'backlot.movies' | 'backlot.series' | 'backlot.episodes'
  source: string
  columns: readonly EnrichedColumn[]
  /** Columns of the rows that are not said by a source; `set` uses them as `r."name"`. */
  further: readonly [name: string, type: string][]
  /** What else is set; `may` is whether the source may set a field. */
  set: (may: (field: string) => RawBuilder<unknown>) => RawBuilder<unknown>[]
}

/**
 * Adds what a source says to rows (`id` and the fields) that are stored: where nothing is known yet, and where only a name or
 * the same source had said something. What a person locked, an NFO or a better source gave stays. One statement; gives those
 * whose genres the source may set, too.
 */
export const enrichRows = async (
  tx: Kysely<CatalogDatabase>,
  rows: readonly object[],
  { table, source, columns, further, set }: Enrichment,
): Promise<Set<string>> => {
  if (rows.length === 0) return new Set()
  // `ratings` and such are noted by entry: one entry of a better source, and the list is its.
  const may = (field: string): RawBuilder<unknown> => sql`(
    not ${sql.lit(field)} = any(m.locked_fields)
    and not exists (
      select from jsonb_each_text(m.provenance) p
      where (p.key = ${sql.lit(field)} or p.key like ${sql.lit(`${field}.%`)}) and p.value not in ('name', ${source})
    )
  )`
  const given = [...columns.map(([field, , type]) => [field, type] as const), ...further].map(
    ([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`,
  )
  const said = columns.map(
    ([field, column]) => sql`
      ${sql.ref(column)} = case when ${may(field)} then coalesce(r.${sql.ref(field)}, m.${sql.ref(column)}) else m.${sql.ref(column)} end`,
  )
  const noted = columns.map(([field]) => sql`(${sql.lit(field)}, r.${sql.ref(field)} is not null and ${may(field)})`)
  const { rows: changed } = await sql<{ id: string; genres: boolean }>`
    update ${sql.table(table)} m set ${sql.join([...said, ...set(may)])},
      known_from = case when m.known_from = 'name' then 'provider' else m.known_from end,
      provenance = m.provenance || coalesce(
        (select jsonb_object_agg(n.field, ${source}::text) from (values ${sql.join(noted)}) as n (field, given) where n.given), '{}'
      ),
      updated_at = now()
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (id uuid, ${sql.join(given)})
    where m.id = r.id
    returning m.id, ${may('genres')} as genres`.execute(tx)
  return new Set(changed.flatMap(({ id, genres }) => (genres ? id : [])))
}
