import {
  episodeSource,
  partIdsOf,
  personIdsOf,
  personSource,
  seasonSource,
  seriesSource,
  takeUncredited,
  type CatalogDatabase,
  type RemovedItem,
} from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { followChanges, noteChanges, type Following, type SourceChange } from '@backlot/search'
import type { Kysely } from 'kysely'
import { indexTVShows } from '../args.ts'
import type { TVShowPorts } from '../ports.ts'

/** What is to be made searchable. */
export interface SeriesToIndex {
  seriesIds: readonly string[]
  /** Which of their seasons and episodes; `all` of them where the series itself changed. */
  seasonIds: readonly string[] | 'all'
  episodeIds: readonly string[] | 'all'
  /** Series and episodes whose people may have changed; default the series and episodes named. */
  creditedIds?: readonly string[]
  /** Further people who may have changed, or are gone. */
  personIds?: readonly string[]
  /** What is gone. */
  removed?: readonly RemovedItem[]
}

type Db = Kysely<CatalogDatabase>
type IndexPorts = Pick<TVShowPorts, 'search'> & { insert: Insert }

/**
 * Makes changed series, seasons, episodes and the people in them, and those who were, searchable: in the same transaction where
 * the index takes part in it, else by a job that is part of it. What is not there any more is removed from the index.
 */
export const indexSeries = async (tx: Db, ports: IndexPorts, what: SeriesToIndex): Promise<void> => {
  const followed = await following(tx, ports, what)
  if (followed !== undefined) await followChanges(tx, followed)
}

/** The same for what a scan writes: an index that takes part in the transaction gets it once that is committed. Gives what is noted for that. */
export const noteSeries = async (tx: Db, ports: IndexPorts, what: SeriesToIndex): Promise<readonly SourceChange<Db>[]> => {
  const followed = await following(tx, ports, what)
  return followed === undefined ? [] : await noteChanges(tx, followed)
}

const following = async (
  tx: Db,
  { search, insert }: IndexPorts,
  { seriesIds, seasonIds, episodeIds, personIds: named = [], removed = [], creditedIds }: SeriesToIndex,
): Promise<Following<Db> | undefined> => {
  const gone = (type: RemovedItem['type']): string[] => removed.flatMap((item) => (item.type === type ? item.id : []))
  const series = [...seriesIds, ...gone('series')]
  const seasons = seasonIds === 'all' ? seasonIds : [...seasonIds, ...gone('season')]
  const episodes = episodeIds === 'all' ? episodeIds : [...episodeIds, ...gone('episode')]
  if (series.length + seasons.length + episodes.length + named.length === 0) return undefined
  const personIds = [...named, ...(await takeUncredited(tx))]
  const parts = { ...(seasons !== 'all' && { seasonIds: seasons }), ...(episodes !== 'all' && { episodeIds: episodes }) }
  const credited = creditedIds ?? [...seriesIds, ...(episodeIds === 'all' ? [] : episodeIds)]
  return {
    search,
    insert,
    job: () =>
      indexTVShows({ operation: 'index', seriesIds: series, ...parts, ...(personIds.length > 0 && { personIds: [...personIds] }) }),
    changes: async () => {
      // In one order over all pages: others have the same people.
      const people = [...(credited.length === 0 ? [] : await personIdsOf(tx, credited)), ...personIds].toSorted()
      const pages = await pagesOf(tx, { series, seasons, episodes })
      return [...pages, ...inPages(people).map((ids) => ({ source: personSource, ids }))]
    },
  }
}

/** Ids of series, with those of seasons and episodes, or `all` that the series have. */
export interface SeriesParts {
  series: readonly string[]
  seasons: readonly string[] | 'all'
  episodes: readonly string[] | 'all'
}

const atATime = 1_000

/** The parts with their sources, a thousand ids at a time. */
export const pagesOf = async (db: Kysely<CatalogDatabase>, { series, seasons, episodes }: SeriesParts) => [
  ...inPages(series).map((ids) => ({ source: seriesSource, ids })),
  ...inPages(await idsOf(db, 'seasons', seasons, series)).map((ids) => ({ source: seasonSource, ids })),
  ...inPages(await idsOf(db, 'episodes', episodes, series)).map((ids) => ({ source: episodeSource, ids })),
]

const inPages = (ids: readonly string[]): (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / atATime) }, (_, page) => ids.slice(page * atATime, (page + 1) * atATime))

const idsOf = async (
  db: Kysely<CatalogDatabase>,
  part: 'seasons' | 'episodes',
  ids: readonly string[] | 'all',
  seriesIds: readonly string[],
): Promise<readonly string[]> => (ids === 'all' ? await partIdsOf(db, part, seriesIds) : ids)
