import type { CleanupTarget } from '@backlot/jobs/system'
import { inTransaction } from '@backlot/catalog'
import { sql, type Kysely } from 'kysely'
import type { ImageStore } from './image-store.ts'
import type { ImagesDatabase } from './images-database.ts'
import { lockShard } from './lock-shard.ts'

interface Ports {
  db: Kysely<ImagesDatabase>
  store: ImageStore
}

// Sources that an item's artwork names. Two plain joins: asked row by row whether there is some artwork, the database may look through all of it each time.
const wanted = sql`
  select s.id, s.hash from backlot.image_sources s join backlot.artwork a on a.url = s.url
  union
  select s.id, s.hash from backlot.image_sources s
  join backlot.artwork a on a.root_id = s.root_id and a.folder = s.folder and a.name = s.name where s.url is null`

/**
 * Cleans up pictures that no artwork names any more, and files of the store that no row names, in this order: what they were read from, rows,
 * files. Broken off anywhere, the next run goes on; a row never outlives its file.
 */
export const orphanedImages = ({ db, store }: Ports): CleanupTarget => ({
  name: 'orphaned_images',
  describe: 'Images that belong to nothing any more, with their files.',
  run: async ({ olderThan, batchSize, dryRun, signal }) => {
    if (dryRun) return { deleted: (await countOrphans(db, olderThan)) + (await countStrays({ db, store }, olderThan)) }
    await forgetSources(db, { olderThan, batchSize, signal })
    const { rows: orphans } = await sql<{ shard: string }>`
      select distinct left(hash, 2) as shard from backlot.images i
      where not exists (select from backlot.image_sources s where s.hash = i.hash)`.execute(db)
    let deleted = 0
    for (const shard of new Set([...orphans.map(({ shard }) => shard), ...(await store.shards())])) {
      signal.throwIfAborted()
      deleted += await cleanShard({ db, store }, shard, olderThan)
    }
    return { deleted }
  },
})

const forgetSources = async (
  db: Kysely<ImagesDatabase>,
  { olderThan, batchSize, signal }: { olderThan: Date; batchSize: number; signal: AbortSignal },
): Promise<void> => {
  const { rows } = await sql<{ id: string }>`
    select id from backlot.image_sources where checked_at < ${olderThan} except select id from (${wanted}) w`.execute(db)
  for (let done = 0; done < rows.length; done += batchSize) {
    signal.throwIfAborted()
    const ids = rows.slice(done, done + batchSize).map(({ id }) => id)
    // One that was asked for again meanwhile stays.
    await sql`delete from backlot.image_sources where id = any(${ids}::bigint[]) and checked_at < ${olderThan}`.execute(db)
  }
}

/** Rows first, and files only when the rows are gone for good: a crash in between leaves files that the next run takes. */
const cleanShard = async ({ db, store }: Ports, shard: string, olderThan: Date): Promise<number> => {
  const gone = await inTransaction(db, async (tx) => {
    await lockShard(tx, shard)
    const { rows } = await sql<{ hash: string }>`
      delete from backlot.images i where i.hash >= ${shard} and i.hash < ${`${shard}g`} and i.stored_at < ${olderThan}
        and not exists (select from backlot.image_sources s where s.hash = i.hash)
      returning i.hash`.execute(tx)
    return new Set(rows.map(({ hash }) => hash))
  })
  return await inTransaction(db, async (tx) => {
    await lockShard(tx, shard)
    const strays = await straysOf({ db: tx, store }, shard, olderThan, gone)
    for (const { path } of strays) await store.remove(path)
    const hashes = new Set(strays.map(({ hash }) => hash))
    return gone.size + [...hashes].filter((hash) => hash === undefined || !gone.has(hash)).length
  })
}

/** Files of a shard that no row names: those of rows that are just gone, and others that are old. */
const straysOf = async ({ db, store }: Ports, shard: string, olderThan: Date, gone: ReadonlySet<string>) => {
  const files = await store.files(shard)
  if (files.length === 0) return []
  const hashes = [...new Set(files.flatMap(({ hash }) => hash ?? []))]
  const { rows } = await sql<{ hash: string }>`select hash from backlot.images where hash = any(${hashes}::text[])`.execute(db)
  const known = new Set(rows.map(({ hash }) => hash))
  return files.filter(({ hash, modifiedAt }) => {
    if (hash !== undefined && known.has(hash)) return false
    return modifiedAt < olderThan || (hash !== undefined && gone.has(hash))
  })
}

const countOrphans = async (db: Kysely<ImagesDatabase>, olderThan: Date): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select hash from backlot.images where stored_at < ${olderThan}
      except (select hash from (${wanted}) w union select hash from backlot.image_sources where checked_at >= ${olderThan})
    ) orphans`.execute(db)
  return rows[0]?.count ?? 0
}

const countStrays = async (ports: Ports, olderThan: Date): Promise<number> => {
  let count = 0
  for (const shard of await ports.store.shards()) {
    const strays = await straysOf(ports, shard, olderThan, new Set())
    count += new Set(strays.map(({ hash, path }) => hash ?? path)).size
  }
  return count
}
