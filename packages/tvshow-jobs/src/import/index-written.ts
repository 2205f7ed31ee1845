import type { CatalogDatabase } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import type { SourceChange } from '@backlot/search'
import type { Kysely } from 'kysely'
import type { TVShowPorts } from '../ports.ts'
import { indexSeries, noteSeries, type SeriesToIndex } from './index-series.ts'
import type { WrittenSeries } from './write-found-series.ts'

type Db = Kysely<CatalogDatabase>
type IndexPorts = Pick<TVShowPorts, 'search'> & { insert: Insert }

/** Makes what was written searchable; of a series that has another title now, all that it has. */
export const indexWritten = async (tx: Db, ports: IndexPorts, written: WrittenSeries): Promise<void> => {
  for (const part of toIndex(written)) await indexSeries(tx, ports, part)
}

/** The same for what a scan writes. Gives what is noted to be made searchable after the transaction. */
export const noteWritten = async (tx: Db, ports: IndexPorts, written: WrittenSeries): Promise<readonly SourceChange<Db>[]> => {
  const noted: SourceChange<Db>[] = []
  for (const part of toIndex(written)) noted.push(...(await noteSeries(tx, ports, part)))
  return noted
}

const toIndex = ({ itemIds, seasonIds, episodeIds, creditedIds, removed, renamed }: WrittenSeries): SeriesToIndex[] => [
  { seriesIds: itemIds, seasonIds, episodeIds, creditedIds, removed },
  ...(renamed.length === 0 ? [] : [{ seriesIds: renamed, seasonIds: 'all' as const, episodeIds: 'all' as const, creditedIds: [] }]),
]
