import { sql, type RawBuilder } from 'kysely'
import type { SearchCollection, SearchDocument } from '../search-document.ts'
import type { SearchTransaction } from '../search-index.ts'
import { documentRow, type DocumentRow } from './document-row.ts'
import { table, type TableOf } from './tables.ts'

export interface IndexTarget {
  collection: SearchCollection
  table: TableOf
}

/**
 * Writes documents in one statement, and the words that are new among all documents. Rows are written in the order of
 * their ids, so that two batches at once cannot wait for each other; what has not changed is not written.
 */
export const indexDocuments = async (db: SearchTransaction, target: IndexTarget, documents: readonly SearchDocument[]): Promise<void> => {
  if (documents.length === 0) return
  const vocabulary = new Set<string>()
  const byId = new Map(documents.map((document) => [document.id, documentRow(document, vocabulary)]))
  const rows = [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const column = (
    type: 'text' | 'integer' | 'boolean',
    valueOf: (row: DocumentRow) => string | number | boolean | null,
  ): RawBuilder<unknown> => sql`${rows.map(valueOf)}::${sql.raw(type)}[]`
  const lists = (valuesOf: (row: DocumentRow) => readonly string[]): RawBuilder<unknown> =>
    column('text', (row) => valuesOf(row).join(separator))

  // The vocabulary has no unique index: two transactions that add one word must not wait for each other. A word that both
  // add is there twice, which harms nobody.
  await sql`
    with given_words as materialized (
      select backlot.search_plain(word) as word from unnest(${[...vocabulary]}::text[]) as given (word)
    ),
    new_words as (
      insert into backlot.search_words (word)
      select word from given_words
      except
      select word from backlot.search_words where word = any (array(select word from given_words))
    )
    insert into ${table(target.collection, target.table)} as stored
      (id, parent_id, title, year, key_length, has_file, added_at, resolution, vector, sort_key, genres, library_ids, digest)
    select id, parent_id, title, year, key_length, has_file, added_at::timestamptz, resolution,
      case when strpos(words, e'\\x7f') = 0 then words::tsvector else backlot.search_vector(words) end,
      case when octet_length(sort_key) = length(sort_key) then sort_key else backlot.search_plain(sort_key) end,
      string_to_array(genres, ${separator}), string_to_array(library_ids, ${separator}), digest
    from unnest(
      ${column('text', ({ id }) => id)},
      ${column('text', ({ parentId }) => parentId)},
      ${column('text', ({ title }) => title)},
      ${column('integer', ({ year }) => year)},
      ${column('integer', ({ keyLength }) => keyLength)},
      ${column('boolean', ({ hasFile }) => hasFile)},
      ${column('text', ({ addedAt }) => addedAt)},
      ${column('text', ({ resolution }) => resolution)},
      ${column('text', ({ words }) => words)},
      ${column('text', ({ sortKey }) => sortKey)},
      ${lists(({ genres }) => genres)},
      ${lists(({ libraryIds }) => libraryIds)},
      ${column('text', ({ digest }) => digest)}
    ) as given (id, parent_id, title, year, key_length, has_file, added_at, resolution, words, sort_key, genres, library_ids, digest)
    on conflict (id) do update set
      (parent_id, title, year, key_length, has_file, added_at, resolution, vector, sort_key, genres, library_ids, digest) =
      (excluded.parent_id, excluded.title, excluded.year, excluded.key_length, excluded.has_file, excluded.added_at,
       excluded.resolution, excluded.vector, excluded.sort_key, excluded.genres, excluded.library_ids, excluded.digest)
    where stored.* is distinct from excluded.*`.execute(db)
}

/** Between the values of one list: parameters are arrays with an entry for each document, and arrays of arrays must be square. */
const separator = '\u001f'

/** Removes documents in one statement. */
export const removeDocuments = async (db: SearchTransaction, collection: SearchCollection, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await sql`delete from ${table(collection)} where id = any (${[...ids]}::text[])`.execute(db)
}
