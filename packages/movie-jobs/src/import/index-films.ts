import { movieSource, personIdsOf, personSource, type CatalogDatabase } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { followChanges, type IndexWhen } from '@backlot/search'
import type { Kysely } from 'kysely'
import { indexMovies } from '../args.ts'
import type { MoviePorts } from '../ports.ts'

/**
 * Makes changed films, the people in them and others who are named searchable: in the same transaction where the index takes part in it, else by
 * a job that is part of it. What is not there any more is removed from the index.
 */
export const indexFilms = async (
  tx: Kysely<CatalogDatabase>,
  { search, insert }: Pick<MoviePorts, 'search'> & { insert: Insert },
  movieIds: readonly string[],
  { personIds = [], when }: { personIds?: readonly string[]; when?: IndexWhen } = {},
): Promise<void> => {
  if (movieIds.length + personIds.length === 0) return
  await followChanges(tx, {
    search,
    insert,
    ...(when !== undefined && { when }),
    job: () => indexMovies({ operation: 'index', movieIds: [...movieIds], ...(personIds.length > 0 && { personIds: [...personIds] }) }),
    changes: async () => [
      { source: movieSource, ids: movieIds },
      { source: personSource, ids: [...(await personIdsOf(tx, movieIds)), ...personIds] },
    ],
  })
}
