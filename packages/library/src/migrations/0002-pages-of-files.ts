import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The files of an item in order, so that a page of a folder with very many is one range of the index. */
export const pagesOfFiles: Migration = {
  up: async (db) => {
    await sql`drop index backlot.scan_entries_item`.execute(db)
    await sql`create index scan_entries_item on backlot.scan_entries (scan_id, root_id, item_folder, folder, name)`.execute(db)
  },
}
