import { creditedIn, type CatalogDatabase } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { indexFilms, type MoviePorts } from '@backlot/movie-jobs'
import { indexSeries } from '@backlot/tvshow-jobs'
import type { Kysely } from 'kysely'

/** Brings a person into the index, in the transaction that changed her, and what is found by her name when she is called otherwise now. */
export const indexPerson =
  ({ search }: Pick<MoviePorts, 'search'>) =>
  async (tx: Kysely<CatalogDatabase>, { id, renamed }: { id: string; renamed: boolean }, insert: Insert): Promise<void> => {
    const ports = { search, insert }
    const { movies, series, episodes } = renamed ? await creditedIn(tx, id) : { movies: [], series: [], episodes: [] }
    await indexFilms(tx, ports, movies, { personIds: [id] })
    await indexSeries(tx, ports, { seriesIds: series, seasonIds: [], episodeIds: episodes, creditedIds: [] })
  }
