import { sql, type RawBuilder } from 'kysely'

/**
 * Rows as one parameter, for `jsonb_to_recordset`: a statement for any number of them. What Postgres cannot store in
 * text (NUL, half of a surrogate pair, as a damaged NFO may hold) is left out.
 */
export const rowsParameter = (rows: readonly object[]): RawBuilder<unknown> => sql`${storableJson(rows)}::jsonb`

/** JSON text that `jsonb` takes. */
export const storableJson = (value: unknown): string => {
  const json = JSON.stringify(value)
  return json.includes('\\u') && /\\u(?:0000|d[89a-f])/.test(json) ? JSON.stringify(value, withoutUnstorable) : json
}

const withoutUnstorable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
