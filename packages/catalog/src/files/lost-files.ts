import { sql } from 'kysely'
import type { ItemChange } from '../items/item-change.ts'

/** A file that is not there any more, with what it was of. */
export interface LostFile {
  item_id: string | null
  episode_ids: string[] | null
}

/** What `returning` gives of `backlot.files f` for a `LostFile`; of a file that is deleted, too, as its episodes are still seen. */
export const lostFile = sql`f.item_id, (select array_agg(x.episode_id) from backlot.episode_files x where x.file_id = f.id) as episode_ids`

/** The films, series and episodes that lost files. */
export const itemsOf = (files: readonly LostFile[]): Pick<ItemChange, 'itemIds' | 'episodeIds'> => ({
  itemIds: [...new Set(files.flatMap(({ item_id }) => item_id ?? []))],
  episodeIds: [...new Set(files.flatMap(({ episode_ids }) => episode_ids ?? []))],
})
