import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { enrichRows, type EnrichedColumn } from './enrich-rows.ts'
import type { MatchedType } from './known-items.ts'
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

const shared: readonly EnrichedColumn[] = [
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

const columns: Record<MatchedType, readonly EnrichedColumn[]> = {
  movie: [...shared, ['premiered', 'released', 'date'], ['set', 'collection_id', 'uuid']],
  series: [
    ...shared,
    ['firstAired', 'first_aired', 'date'],
    ['status', 'status', 'text'],
    ['lastAired', 'last_aired', 'date'],
    ['networks', 'networks', 'text[]'],
  ],
}

/** Adds what a source of lesser rank says to films or series that are known, as `enrichRows`; gives those whose genres it may set, too. */
export const enrichItems = async (
  tx: Kysely<CatalogDatabase>,
  type: MatchedType,
  source: string,
  items: readonly ItemEnrichment[],
): Promise<Set<string>> =>
  await enrichRows(tx, items, {
    table: type === 'movie' ? 'backlot.movies' : 'backlot.series',
    source,
    columns: columns[type],
    further: [['sortTitle', 'text']],
    set: (may) => [sql`sort_title = case when ${may('title')} and ${may('sortTitle')} then r."sortTitle" else m.sort_title end`],
  })
