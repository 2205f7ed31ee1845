import { changeOfType, type CatalogDatabase, type ItemChange } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { indexFilms, type MoviePorts } from '@backlot/movie-jobs'
import { indexSeries } from '@backlot/tvshow-jobs'
import type { Kysely } from 'kysely'

/** Brings the index up to date with what happened to films and series, in the same transaction. */
export const indexItems =
  (ports: Pick<MoviePorts, 'search'> & { insert: Insert }) =>
  async (tx: Kysely<CatalogDatabase>, change: ItemChange): Promise<void> => {
    const films = await changeOfType(tx, 'movie', change)
    await indexFilms(tx, ports, films.itemIds)
    const { itemIds, episodeIds, removed } = await changeOfType(tx, 'series', change)
    await indexSeries(tx, ports, { seriesIds: itemIds, seasonIds: [], episodeIds, removed })
  }
