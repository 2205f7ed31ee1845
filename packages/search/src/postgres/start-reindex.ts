import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { SearchCollection } from '../search-document.ts'
import { SearchError } from '../search-error.ts'
import type { Reindex, SearchTransaction } from '../search-index.ts'
import { applyChanges } from './apply-changes.ts'
import { indexDocuments } from './index-documents.ts'
import { createVectorIndex, table, tableName, vectorIndexName } from './tables.ts'
import { withoutHoldingUp } from './without-holding-up.ts'

/**
 * Builds a collection in a second table. From its start on, a trigger on the live table notes the ids that change, and the
 * swap brings those over; so writers need not know, and a document that the build read too early cannot win.
 */
export const startReindex = async <Database>(db: Kysely<Database>, collection: SearchCollection): Promise<Reindex> => {
  const token = randomUUID()
  const resumeAfter = await begin(db, collection, token)
  return {
    ...(resumeAfter === undefined ? {} : { resumeAfter }),
    index: async (documents) => {
      await db.transaction().execute(async (tx) => {
        await refuseUnlessOurs(tx, collection, token)
        await indexDocuments(tx, { collection, table: 'next' }, documents)
        const last = documents.at(-1)
        if (last !== undefined)
          await sql`update backlot.search_reindexes set resume_after = ${last.id} where collection = ${collection}`.execute(tx)
      })
    },
    swap: async () => await swap(db, collection, token),
    abandon: async () => await abandon(db, collection, token),
  }
}

/** Gives where an earlier build stopped. Waits for the writers that are under way: what they write must be seen or noted. */
const begin = async <Database>(db: Kysely<Database>, collection: SearchCollection, token: string): Promise<string | undefined> => {
  const live = table(collection)
  const next = table(collection, 'next')
  return await withoutHoldingUp(db, `start a reindex of ${collection}`, async (tx) => {
    const { rows: unfinished } = await sql<{ resume_after: string | null }>`
      update backlot.search_reindexes set token = ${token} where collection = ${collection} returning resume_after`.execute(tx)
    if (unfinished[0] !== undefined) return unfinished[0].resume_after ?? undefined
    await sql`lock table ${live} in share row exclusive mode`.execute(tx)
    await sql`insert into backlot.search_reindexes (collection, token) values (${collection}, ${token})`.execute(tx)
    await sql`create table ${next} (like ${live} including storage, primary key (id))`.execute(tx)
    await sql`
      create trigger search_record_change after insert or update or delete on ${live}
      for each row execute function backlot.search_record_change(${sql.lit(collection)})`.execute(tx)
    return undefined
  })
}

const swap = async <Database>(db: Kysely<Database>, collection: SearchCollection, token: string): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    await refuseUnlessOurs(tx, collection, token)
    await createVectorIndex(tx, collection, 'next')
  })
  await sql`analyze ${table(collection, 'next')}`.execute(db)
  // Nearly all changes come over while everyone works on; the last few under the lock.
  while ((await db.transaction().execute(async (tx) => await applyChanges(tx, collection))) > 0);
  await withoutHoldingUp(db, `put the new index of ${collection} in place`, async (tx) => {
    await refuseUnlessOurs(tx, collection, token)
    // Keeps writers out and lets searches go on; those wait only while the tables change names.
    await sql`lock table ${table(collection)} in exclusive mode`.execute(tx)
    while ((await applyChanges(tx, collection)) > 0);
    await sql`drop table ${table(collection)}`.execute(tx)
    await sql`alter table ${table(collection, 'next')} rename to ${sql.id(tableName(collection))}`.execute(tx)
    await renameIndex(tx, `${tableName(collection, 'next')}_pkey`, `${tableName(collection)}_pkey`)
    await renameIndex(tx, vectorIndexName(collection, 'next'), vectorIndexName(collection, 'live'))
    await sql`delete from backlot.search_reindexes where collection = ${collection}`.execute(tx)
  })
}

const renameIndex = async (tx: SearchTransaction, from: string, to: string): Promise<void> => {
  await sql`alter index ${sql.id('backlot', from)} rename to ${sql.id(to)}`.execute(tx)
}

const abandon = async <Database>(db: Kysely<Database>, collection: SearchCollection, token: string): Promise<void> => {
  await withoutHoldingUp(db, `give up the reindex of ${collection}`, async (tx) => {
    if (!(await isOurs(tx, collection, token))) return
    await sql`drop trigger search_record_change on ${table(collection)}`.execute(tx)
    await sql`drop table ${table(collection, 'next')}`.execute(tx)
    await sql`delete from backlot.search_changes where collection = ${collection}`.execute(tx)
    await sql`delete from backlot.search_reindexes where collection = ${collection}`.execute(tx)
  })
}

/** Also holds the build, so that nobody takes it over before the transaction ends. */
const isOurs = async (tx: SearchTransaction, collection: SearchCollection, token: string): Promise<boolean> => {
  const { rows } = await sql`
    select from backlot.search_reindexes where collection = ${collection} and token = ${token} for update`.execute(tx)
  return rows.length > 0
}

const refuseUnlessOurs = async (tx: SearchTransaction, collection: SearchCollection, token: string): Promise<void> => {
  if (await isOurs(tx, collection, token)) return
  throw new SearchError(`This reindex of ${collection} is over: it was swapped, abandoned, or taken over by another. Start a new one.`)
}
