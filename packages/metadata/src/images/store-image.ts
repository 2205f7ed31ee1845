import { inTransaction } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { ImageStore } from './image-store.ts'
import type { ImagesDatabase } from './images-database.ts'
import type { ImageFacts } from './inspect-image.ts'
import { lockShard } from './lock-shard.ts'

/** What a picture was read from, and which version of it. */
export type ImageSource = { url: string; version: string } | { rootId: string; folder: string; name: string; version: string }

const nowhere = { url: null, rootId: null, folder: null, name: null, version: '' }

/**
 * Remembers a picture and what it was read from; with `keep`, its bytes are put into the store before. File first, then rows, under the lock
 * of the shard: a row means that the file is there, whatever is cleaned up meanwhile or breaks in between.
 */
export const storeImage = async (
  { db, store }: { db: Kysely<ImagesDatabase>; store: ImageStore },
  facts: ImageFacts,
  { source, keep }: { source: ImageSource; keep?: Uint8Array },
): Promise<void> => {
  const { hash, bytes, width, height, format } = facts
  const { url, rootId, folder, name, version } = { ...nowhere, ...source }
  const conflict = url === null ? sql`(root_id, folder, name) where url is null` : sql`(url) where url is not null`
  await inTransaction(db, async (tx) => {
    await lockShard(tx, hash)
    if (keep !== undefined && !(await store.has(hash))) await store.write(keep, hash)
    await sql`
      insert into backlot.images (hash, bytes, width, height, format, kept)
      values (${hash}, ${bytes}, ${width}, ${height}, ${format}, ${keep !== undefined})
      on conflict (hash) do update set kept = images.kept or excluded.kept, stored_at = now()`.execute(tx)
    await sql`
      insert into backlot.image_sources (url, root_id, folder, name, version, hash)
      values (${url}, ${rootId}, ${folder}, ${name}, ${version}, ${hash})
      on conflict ${conflict} do update set version = excluded.version, hash = excluded.hash, checked_at = now()`.execute(tx)
  })
}
