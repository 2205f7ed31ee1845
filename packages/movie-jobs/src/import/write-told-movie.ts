import { holdingPeople, identifyPeople, writeMovies, type CatalogDatabase, type MovieToWrite } from '@backlot/catalog'
import type { MovieFields } from '@backlot/metadata'
import type { Kysely } from 'kysely'
import { creditsOf } from './movie-to-write.ts'

/**
 * Writes a film that is there already with what a provider tells of it, in the caller's transaction. Gives the people who are
 * others now than those whom a source knew by name.
 */
export const writeToldMovie = async (tx: Kysely<CatalogDatabase>, movie: MovieToWrite, fields: MovieFields): Promise<string[]> => {
  const people = creditsOf(fields)
  return await holdingPeople(tx, [...movie.credits, ...people], async () => {
    await writeMovies(tx, [movie])
    return await identifyPeople(tx, [{ itemId: movie.id, people }])
  })
}
