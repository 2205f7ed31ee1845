import { countSeries, seriesIdsAfter, type SeriesPart } from '@backlot/catalog'
import { PermanentError, worker, type JobContext } from '@backlot/jobs'
import { indexTVShows } from '../args.ts'
import { documentsOf, indexOne, type Indexed } from '../import/index-series.ts'
import type { TVShowPorts } from '../ports.ts'

const atATime = 500
const parts = ['series', 'seasons', 'episodes'] as const

/** What an index job did, of series, seasons and episodes together. */
export type IndexTVShowsResult = Indexed

/**
 * Brings the search index up to date. `index` and `remove` take the series named with all that they have, or of that only the
 * seasons and episodes named (`index` removes those that are not there any more). `reindex` builds each index beside the live
 * one and swaps them: everything stays searchable, and one that was cut off goes on where it was.
 */
export const indexTVShowsWorker = (ports: Pick<TVShowPorts, 'db' | 'search'>) =>
  worker(indexTVShows, async ({ args, signal, progress, step }): Promise<IndexTVShowsResult> => {
    const { operation, seriesIds = [], seasonIds, episodeIds } = args
    if (operation === 'reindex') return await reindexAll(ports, { signal, progress, step })
    if (seriesIds.length + (seasonIds ?? []).length + (episodeIds ?? []).length === 0)
      throw new PermanentError(`${operation} needs seriesIds, seasonIds or episodeIds; reindex takes all`)
    const only = seasonIds !== undefined || episodeIds !== undefined
    const ids = { series: seriesIds, seasons: seasonIds ?? (only ? [] : 'all'), episodes: episodeIds ?? (only ? [] : 'all') } as const
    // What is removed from the index is as if it were not there.
    const search = operation === 'remove' ? { ...ports.search, index: removing(ports.search) } : ports.search
    const result: Indexed = { indexed: 0, removed: 0 }
    let done = 0
    for (const part of parts) {
      const { indexed, removed } = await indexOne(ports.db, part, {
        search,
        ids: ids[part],
        seriesIds,
        afterEach: (count) => {
          signal.throwIfAborted()
          done += count
          progress({ phase: operation === 'remove' ? 'removing' : 'indexing', current: done, message: part })
        },
      })
      result.indexed += operation === 'remove' ? 0 : indexed
      result.removed += removed + (operation === 'remove' ? indexed : 0)
    }
    return result
  })

const removing =
  ({ remove }: TVShowPorts['search']): TVShowPorts['search']['index'] =>
  async (collection, documents, options) =>
    await remove(
      collection,
      documents.map(({ id }) => id),
      options,
    )

type Reindexing = Pick<JobContext<unknown>, 'signal' | 'progress' | 'step'>

const reindexAll = async (ports: Pick<TVShowPorts, 'db' | 'search'>, { step, ...context }: Reindexing): Promise<Indexed> => {
  const counts = await countSeries(ports.db)
  const total = counts.series + counts.seasons + counts.episodes
  let indexed = 0
  for (const part of parts) {
    // A collection that was swapped in is not built again by the next attempt.
    indexed += await step(`reindexed ${part}`, async () => await reindex(ports, part, { ...context, before: indexed, total }))
  }
  return { indexed, removed: 0 }
}

const reindex = async (
  { db, search }: Pick<TVShowPorts, 'db' | 'search'>,
  part: SeriesPart,
  { signal, progress, before, total }: Omit<Reindexing, 'step'> & { before: number; total: number },
): Promise<number> => {
  const build = await search.startReindex(part)
  let indexed = 0
  let after = build.resumeAfter
  for (;;) {
    signal.throwIfAborted()
    const ids = await seriesIdsAfter(db, part, { after, limit: atATime })
    if (ids.length === 0) break
    const documents = new Map((await documentsOf[part](db, ids)).map((document) => [document.id, document]))
    // The last one is where a resumed build goes on, so they keep the order of the ids.
    await build.index(ids.flatMap((id) => documents.get(id) ?? []))
    indexed += documents.size
    after = ids.at(-1)
    progress({ phase: 'indexing', current: before + indexed, total, message: part })
  }
  progress({ phase: 'swapping', message: part })
  await build.swap()
  return indexed
}
