import { sql, type RawBuilder } from 'kysely'
import type { SearchFilters } from '../search-query.ts'

/** The conditions for what passes the filters; none when there are none. */
export const passes = ({ genre, year, resolution, library, hasFile }: SearchFilters): RawBuilder<unknown>[] => [
  ...(genre === undefined ? [] : [sql`genres && ${[...genre]}::text[]`]),
  ...(year?.from === undefined ? [] : [sql`year >= ${year.from}::int`]),
  ...(year?.to === undefined ? [] : [sql`year <= ${year.to}::int`]),
  ...(resolution === undefined ? [] : [sql`resolution = any (${[...resolution]}::text[])`]),
  ...(library === undefined ? [] : [sql`library_ids && ${[...library]}::text[]`]),
  ...(hasFile === undefined ? [] : [sql`has_file = ${hasFile}::boolean`]),
]
