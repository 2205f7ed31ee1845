import { movieDocuments } from '@backlot/catalog'
import type { LibraryDatabase } from '@backlot/library'
import type { SearchIndex } from '@backlot/search'
import type { Kysely } from 'kysely'

/** Brings the search index up to date with films, in the transaction that changed them. */
export type ReindexFilms = (tx: Kysely<LibraryDatabase>, movieIds: readonly string[]) => Promise<void>

/** Makes that of a search index: films that are gone are taken out of it. */
export const reindexFilms =
  (search: Pick<SearchIndex, 'index' | 'remove'>): ReindexFilms =>
  async (tx, movieIds) => {
    const documents = await movieDocuments(tx, movieIds)
    const there = new Set(documents.map(({ id }) => id))
    const gone = movieIds.filter((id) => !there.has(id))
    if (documents.length > 0) await search.index('movies', documents, { tx })
    if (gone.length > 0) await search.remove('movies', gone, { tx })
  }
