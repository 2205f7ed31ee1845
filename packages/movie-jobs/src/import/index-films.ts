import { movieDocuments, type CatalogDatabase } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import type { Kysely } from 'kysely'
import { indexMovies } from '../args.ts'
import type { MoviePorts } from '../ports.ts'

/**
 * Makes changed films searchable: in the same transaction where the index takes part in it, else by a job that is part of
 * it. Films that are not there any more are removed from the index.
 */
export const indexFilms = async (
  tx: Kysely<CatalogDatabase>,
  { search, insert }: Pick<MoviePorts, 'search'> & { insert: Insert },
  movieIds: readonly string[],
): Promise<void> => {
  if (movieIds.length === 0) return
  if (!search.transactional) {
    await insert(indexMovies({ operation: 'index', movieIds: [...movieIds] }), { tx, unique: false })
    return
  }
  const documents = await movieDocuments(tx, movieIds)
  const there = new Set(documents.map(({ id }) => id))
  const removed = movieIds.filter((id) => !there.has(id))
  if (documents.length > 0) await search.index('movies', documents, { tx })
  if (removed.length > 0) await search.remove('movies', removed, { tx })
}
