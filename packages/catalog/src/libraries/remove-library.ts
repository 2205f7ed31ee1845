import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { inTransaction } from '../in-transaction.ts'
import { removeMoviesWithoutFiles } from '../movies/remove-movies.ts'

/**
 * Forgets a library with everything that is known of its files, and the films that no other library has. Files on disk are
 * never touched. `removed` runs in the same transaction with the films whose files went, to take them out of the index.
 * False: there is no such library.
 */
export const removeLibrary = async (
  db: Kysely<CatalogDatabase>,
  libraryId: string,
  removed: (tx: Kysely<CatalogDatabase>, movieIds: string[]) => Promise<void>,
): Promise<boolean> =>
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ movie_id: string }>`
      select distinct movie_id from backlot.files where library_id = ${libraryId} and movie_id is not null`.execute(tx)
    const { numAffectedRows } = await sql`delete from backlot.libraries where id = ${libraryId}`.execute(tx)
    const movieIds = rows.map(({ movie_id }) => movie_id)
    for (let start = 0; start < movieIds.length; start += atATime) {
      const page = movieIds.slice(start, start + atATime)
      await removeMoviesWithoutFiles(tx, page)
      await removed(tx, page)
    }
    return numAffectedRows === 1n
  })

const atATime = 1_000
