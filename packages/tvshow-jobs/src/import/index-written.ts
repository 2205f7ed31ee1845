import type { CatalogDatabase } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import type { IndexWhen } from '@backlot/search'
import type { Kysely } from 'kysely'
import type { TVShowPorts } from '../ports.ts'
import { indexSeries } from './index-series.ts'
import type { WrittenSeries } from './write-found-series.ts'

/** Makes what was written searchable; of a series that has another title now, all that it has. */
export const indexWritten = async (
  tx: Kysely<CatalogDatabase>,
  ports: Pick<TVShowPorts, 'search'> & { insert: Insert },
  { itemIds, seasonIds, episodeIds, creditedIds, removed, renamed }: WrittenSeries,
  when: IndexWhen = 'now',
): Promise<void> => {
  await indexSeries(tx, ports, { seriesIds: itemIds, seasonIds, episodeIds, creditedIds, removed, when })
  if (renamed.length > 0) await indexSeries(tx, ports, { seriesIds: renamed, seasonIds: 'all', episodeIds: 'all', creditedIds: [], when })
}
