import { movieSource, personIdsOf, personSource } from '@backlot/catalog'
import { PermanentError, worker } from '@backlot/jobs'
import { rebuildIndex, updateIndex, waitForIndex } from '@backlot/search'
import { indexMovies } from '../args.ts'
import type { MoviePorts } from '../ports.ts'

const atATime = 500

/** What an index job did. */
export interface IndexMoviesResult {
  indexed: number
  removed: number
}

/**
 * Brings the search index up to date. `index` and `remove` take the films named, and the people in them and those named
 * (`index` removes those that are not there any more); `reindex` builds the whole index beside the live one and swaps them: everything stays
 * searchable, and one that was cut off goes on where it was. While the index is away, the job waits.
 */
export const indexMoviesWorker = ({ db, search }: Pick<MoviePorts, 'db' | 'search'>) =>
  worker(
    indexMovies,
    async ({ args: { operation, movieIds = [], personIds = [] }, signal, progress, log }) =>
      await waitForIndex(log, async (): Promise<IndexMoviesResult> => {
        if (operation === 'reindex') {
          return { indexed: await rebuildIndex(db, { search, source: movieSource }, { signal, progress }), removed: 0 }
        }
        if (movieIds.length + personIds.length === 0) throw new PermanentError(`${operation} needs movieIds; reindex takes all films`)
        const result = { indexed: 0, removed: 0 }
        for (let start = 0; start < movieIds.length; start += atATime) {
          signal.throwIfAborted()
          const ids = movieIds.slice(start, start + atATime)
          if (operation === 'remove') await search.remove('movies', ids)
          const { indexed, removed } =
            operation === 'remove' ? { indexed: 0, removed: ids.length } : await updateIndex(db, search, { source: movieSource, ids })
          result.indexed += indexed
          result.removed += removed
          const people = await personIdsOf(db, ids)
          await updateIndex(db, search, { source: personSource, ids: people })
          progress({ phase: operation === 'remove' ? 'removing' : 'indexing', current: start + ids.length, total: movieIds.length })
        }
        const { indexed, removed } = await updateIndex(db, search, { source: personSource, ids: personIds })
        return { indexed: result.indexed + indexed, removed: result.removed + removed }
      }),
  )
