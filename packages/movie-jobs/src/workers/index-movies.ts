import { countMovies, movieDocuments, movieIdsAfter } from '@backlot/catalog'
import { PermanentError, worker, type JobContext } from '@backlot/jobs'
import { indexMovies } from '../args.ts'
import type { MoviePorts } from '../ports.ts'

const atATime = 500

/** What an index job did. */
export interface IndexMoviesResult {
  indexed: number
  removed: number
}

/**
 * Brings the search index up to date. `index` and `remove` take the films named (`index` removes those that are not there
 * any more); `reindex` builds the whole index beside the live one and swaps them: everything stays searchable, and one
 * that was cut off goes on where it was.
 */
export const indexMoviesWorker = (ports: Pick<MoviePorts, 'db' | 'search'>) =>
  worker(indexMovies, async ({ args: { operation, movieIds }, signal, progress }): Promise<IndexMoviesResult> => {
    if (operation === 'reindex') return await reindex(ports, { signal, progress })
    if (movieIds === undefined || movieIds.length === 0) throw new PermanentError(`${operation} needs movieIds; reindex takes all films`)
    const result = { indexed: 0, removed: 0 }
    for (let start = 0; start < movieIds.length; start += atATime) {
      signal.throwIfAborted()
      const page = movieIds.slice(start, start + atATime)
      const documents = operation === 'remove' ? [] : await movieDocuments(ports.db, page)
      const indexed = new Set(documents.map(({ id }) => id))
      const removed = page.filter((id) => !indexed.has(id))
      if (documents.length > 0) await ports.search.index('movies', documents)
      if (removed.length > 0) await ports.search.remove('movies', removed)
      result.indexed += documents.length
      result.removed += removed.length
      progress({ phase: operation === 'remove' ? 'removing' : 'indexing', current: start + page.length, total: movieIds.length })
    }
    return result
  })

const reindex = async (
  { db, search }: Pick<MoviePorts, 'db' | 'search'>,
  { signal, progress }: Pick<JobContext<unknown>, 'signal' | 'progress'>,
): Promise<IndexMoviesResult> => {
  const total = await countMovies(db)
  const build = await search.startReindex('movies')
  let indexed = 0
  let after = build.resumeAfter
  for (;;) {
    signal.throwIfAborted()
    const ids = await movieIdsAfter(db, after, atATime)
    if (ids.length === 0) break
    const documents = await movieDocuments(db, ids)
    const byId = new Map(documents.map((document) => [document.id, document]))
    // The last one is where a resumed build goes on, so they keep the order of the ids.
    await build.index(ids.flatMap((id) => byId.get(id) ?? []))
    indexed += documents.length
    after = ids.at(-1)
    progress({ phase: 'indexing', current: indexed, total })
  }
  progress({ phase: 'swapping' })
  await build.swap()
  return { indexed, removed: 0 }
}
