import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Pictures that credits give of people become artwork, which is how pictures are fetched and served. */
export const peoplePictures: Migration = {
  up: async (db) => {
    await sql`
      insert into backlot.artwork (item_id, type, position, source, url)
      select p.id, 'profile', 0, 'credits', p.thumb_url from backlot.people p
      where p.thumb_url is not null and not exists (select from backlot.artwork a where a.item_id = p.id and a.url = p.thumb_url)`.execute(
      db,
    )
  },
}
