import { sql, type Kysely } from 'kysely'
import { shardOf } from './image-store.ts'
import type { ImagesDatabase } from './images-database.ts'

// Any number that nothing else in the database locks by: "imag" in ASCII.
const lockSpace = 0x696d6167

/** Until the transaction ends, nobody else stores or cleans up pictures of the hash's shard, in all hosts. */
export const lockShard = async (tx: Kysely<ImagesDatabase>, hashOrShard: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${lockSpace}::int, ${Number.parseInt(shardOf(hashOrShard), 16)}::int)`.execute(tx)
}
