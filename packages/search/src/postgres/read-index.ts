import { sql } from 'kysely'
import type { SearchCollection } from '../search-document.ts'
import type { SearchTransaction } from '../search-index.ts'
import { table } from './tables.ts'

const idsAtATime = 1_000

/** The digests of documents that the index holds, by id. */
export const readDigests = async (
  db: SearchTransaction,
  collection: SearchCollection,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  const { rows } = await sql<{ id: string; digest: string }>`
    select id, digest from ${table(collection)} where id = any (${[...ids]}::text[])`.execute(db)
  return new Map(rows.map(({ id, digest }) => [id, digest]))
}

/** The ids of all documents, in pages. */
export const readIds = async function* (db: SearchTransaction, collection: SearchCollection): AsyncGenerator<string[]> {
  for (let after = ''; ;) {
    const { rows } = await sql<{ id: string }>`
      select id from ${table(collection)} where id > ${after} order by id limit ${idsAtATime}`.execute(db)
    if (rows.length > 0) yield rows.map(({ id }) => id)
    const last = rows.at(-1)
    if (last === undefined || rows.length < idsAtATime) return
    after = last.id
  }
}
