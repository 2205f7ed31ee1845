import { movieSource, personIdsOf, personSource, takeUncredited, type CatalogDatabase } from '@backlot/catalog'
import type { Insert } from '@backlot/jobs'
import { followChanges, noteChanges, type Following, type SourceChange } from '@backlot/search'
import type { Kysely } from 'kysely'
import { indexMovies } from '../args.ts'
import type { MoviePorts } from '../ports.ts'

type Db = Kysely<CatalogDatabase>
type IndexPorts = Pick<MoviePorts, 'search'> & { insert: Insert }

/**
 * Makes changed films, the people in them, those who were and others who are named searchable: in the same transaction where the
 * index takes part in it, else by a job that is part of it. What is not there any more is removed from the index.
 */
export const indexFilms = async (
  tx: Db,
  ports: IndexPorts,
  movieIds: readonly string[],
  { personIds = [] }: { personIds?: readonly string[] } = {},
): Promise<void> => {
  if (movieIds.length + personIds.length > 0) await followChanges(tx, await following(tx, ports, { movieIds, personIds }))
}

/** The same for films that a scan writes: an index that takes part in the transaction gets them once it is committed. Gives what is noted for that. */
export const noteFilms = async (tx: Db, ports: IndexPorts, movieIds: readonly string[]): Promise<readonly SourceChange<Db>[]> =>
  movieIds.length === 0 ? [] : await noteChanges(tx, await following(tx, ports, { movieIds, personIds: [] }))

const following = async (
  tx: Db,
  { search, insert }: IndexPorts,
  { movieIds, personIds: named }: { movieIds: readonly string[]; personIds: readonly string[] },
): Promise<Following<Db>> => {
  const personIds = [...named, ...(await takeUncredited(tx))]
  return {
    search,
    insert,
    job: () => indexMovies({ operation: 'index', movieIds: [...movieIds], ...(personIds.length > 0 && { personIds: [...personIds] }) }),
    changes: async () => [
      { source: movieSource, ids: movieIds },
      { source: personSource, ids: [...(await personIdsOf(tx, movieIds)), ...personIds] },
    ],
  }
}
