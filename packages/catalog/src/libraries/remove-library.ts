import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { inTransaction } from '../in-transaction.ts'
import type { ItemChange } from '../items/item-change.ts'
import { removeItemsWithoutFiles } from '../items/remove-items.ts'

/**
 * Forgets a library with everything that is known of its files, and the films and series that no other library has. Files on disk are
 * never touched. `changed` runs in the same transaction with the films and series whose files went, to take them out of the index.
 * False: there is no such library.
 */
export const removeLibrary = async (
  db: Kysely<CatalogDatabase>,
  libraryId: string,
  changed: (tx: Kysely<CatalogDatabase>, change: ItemChange) => Promise<void>,
): Promise<boolean> =>
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ item_id: string }>`
      select distinct item_id from backlot.files where library_id = ${libraryId} and item_id is not null`.execute(tx)
    const { numAffectedRows } = await sql`delete from backlot.libraries where id = ${libraryId}`.execute(tx)
    const itemIds = rows.map(({ item_id }) => item_id)
    for (let start = 0; start < itemIds.length; start += atATime) {
      const page = itemIds.slice(start, start + atATime)
      await changed(tx, { itemIds: page, episodeIds: [], removed: await removeItemsWithoutFiles(tx, page) })
    }
    return numAffectedRows === 1n
  })

const atATime = 1_000
