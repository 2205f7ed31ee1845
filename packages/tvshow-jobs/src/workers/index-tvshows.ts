import { episodeSource, personIdsOf, personSource, seasonSource, seriesSource } from '@backlot/catalog'
import { PermanentError, worker, type JobContext } from '@backlot/jobs'
import { rebuildIndex, updateIndex, waitForIndex } from '@backlot/search'
import { indexTVShows } from '../args.ts'
import { pagesOf } from '../import/index-series.ts'
import type { TVShowPorts } from '../ports.ts'

/** What an index job did, of series, seasons and episodes together. */
export interface IndexTVShowsResult {
  indexed: number
  removed: number
}

/**
 * Brings the search index up to date. `index` and `remove` take the series named with all that they have, or of that only the
 * seasons and episodes named, the people in them, and those named (`index` removes those that are not there any more). `reindex` builds
 * each index beside the live one and swaps them: everything stays searchable, and one that was cut off goes on where it was.
 * While the index is away, the job waits.
 */
export const indexTVShowsWorker = (ports: Pick<TVShowPorts, 'db' | 'search'>) =>
  worker(
    indexTVShows,
    async ({ args, signal, progress, step, log }) =>
      await waitForIndex(log, async (): Promise<IndexTVShowsResult> => {
        const { operation, seriesIds = [], seasonIds, episodeIds, personIds = [] } = args
        if (operation === 'reindex') return await reindexAll(ports, { signal, progress, step })
        if (seriesIds.length + (seasonIds ?? []).length + (episodeIds ?? []).length + personIds.length === 0)
          throw new PermanentError(`${operation} needs seriesIds, seasonIds or episodeIds; reindex takes all`)
        const rest = seasonIds === undefined && episodeIds === undefined ? 'all' : []
        const pages = await pagesOf(ports.db, { series: seriesIds, seasons: seasonIds ?? rest, episodes: episodeIds ?? rest })
        const total = pages.reduce((sum, { ids }) => sum + ids.length, 0)
        const result: IndexTVShowsResult = { indexed: 0, removed: 0 }
        let done = 0
        for (const page of pages) {
          signal.throwIfAborted()
          if (operation === 'remove') await ports.search.remove(page.source.collection, page.ids)
          const { indexed, removed } =
            operation === 'remove' ? { indexed: 0, removed: page.ids.length } : await updateIndex(ports.db, ports.search, page)
          result.indexed += indexed
          result.removed += removed
          const people = await personIdsOf(ports.db, page.ids)
          await updateIndex(ports.db, ports.search, { source: personSource, ids: people })
          done += page.ids.length
          progress({ phase: operation === 'remove' ? 'removing' : 'indexing', current: done, total, message: page.source.collection })
        }
        const { indexed, removed } = await updateIndex(ports.db, ports.search, {
          source: personSource,
          ids: personIds,
        })
        return { indexed: result.indexed + indexed, removed: result.removed + removed }
      }),
  )

const reindexAll = async (
  { db, search }: Pick<TVShowPorts, 'db' | 'search'>,
  { step, ...context }: Pick<JobContext<unknown>, 'signal' | 'progress' | 'step'>,
): Promise<IndexTVShowsResult> => {
  let indexed = 0
  for (const source of [seriesSource, seasonSource, episodeSource]) {
    // A collection that was swapped in is not built again by the next attempt.
    indexed += await step(`reindexed ${source.collection}`, async () => await rebuildIndex(db, { search, source }, context))
  }
  return { indexed, removed: 0 }
}
