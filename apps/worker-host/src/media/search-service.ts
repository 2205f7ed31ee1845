import { isPermanentError, isRetryAfterError } from '@backlot/jobs'
import type { LibraryDatabase } from '@backlot/library'
import { isSearchError, searchCollections, searchFacets, type SearchIndex } from '@backlot/search'
import type { Kysely } from 'kysely'
import type { MediaService } from '../http/media-service.ts'
import { ProblemError } from '../http/problem.ts'
import { findLibrary } from './library-service.ts'

/** Search, for the API. */
export const searchService = (db: Kysely<LibraryDatabase>, search: Pick<SearchIndex, 'search'>): Pick<MediaService, 'search'> => ({
  search: async ({ q, type, genre, yearFrom, yearTo, resolution, library, sort, limit, offset }) => {
    const libraryId = library === undefined ? undefined : (await findLibrary(db, library)).id
    const year = { ...(yearFrom === undefined ? {} : { from: yearFrom }), ...(yearTo === undefined ? {} : { to: yearTo }) }
    const { hits, total, facets } = await search
      .search({
        text: q,
        collections: type === undefined ? searchCollections : [type],
        filters: {
          ...(genre === undefined ? {} : { genre: [genre] }),
          ...(resolution === undefined ? {} : { resolution: [resolution] }),
          ...(libraryId === undefined ? {} : { library: [libraryId] }),
          ...(Object.keys(year).length === 0 ? {} : { year }),
        },
        facets: searchFacets,
        sort,
        limit,
        offset,
      })
      .catch((error: unknown) => {
        if (isSearchError(error)) throw new ProblemError(400, error.message, [], { cause: error })
        // A search server that is away, or refuses us: its message says what to do.
        if (isRetryAfterError(error) || isPermanentError(error)) throw new ProblemError(503, error.message, [], { cause: error })
        throw error
      })
    return { hits: hits.map((hit) => ({ ...hit })), total, facets: { ...facets } }
  },
})
