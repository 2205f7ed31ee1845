import { sql, type Kysely } from 'kysely'
import type { SearchDocument } from '../search-document.ts'
import { documentDigest } from '../document-digest.ts'
import type { SearchIndex, SearchTransaction } from '../search-index.ts'
import type { DocumentSource, SourceChange } from './document-source.ts'

/** What keeping an index needs of it. */
export type WritableIndex = Pick<SearchIndex, 'transactional' | 'index' | 'remove' | 'digests'>

/** What was found to be other than the source has it. */
export interface IndexChange {
  /** Written, among them those that the index had not, and those that it had otherwise. */
  indexed: number
  removed: number
}

/** Writes what a source has of these ids, and removes what it has not (any more); in the transaction, where the index takes part in it. */
export const writeChange = async <Db extends SearchTransaction>(
  tx: Db,
  search: WritableIndex,
  change: SourceChange<Db>,
): Promise<IndexChange> => {
  if (search.transactional && change.ids.length > 0) await change.source.lock(tx, change.ids)
  return await writeLocked(tx, search, change)
}

/** The same for documents that this transaction has locked. */
export const writeLocked = async <Db extends SearchTransaction>(
  tx: Db,
  search: WritableIndex,
  { source, ids }: SourceChange<Db>,
): Promise<IndexChange> => {
  if (ids.length === 0) return { indexed: 0, removed: 0 }
  const { collection, mostlyUnchanged = false } = source
  const options = search.transactional ? { tx } : {}
  const documents = await source.documents(tx, ids)
  const changed = mostlyUnchanged ? await onlyChanged(search, { collection, documents, options }) : documents
  const there = new Set(documents.map(({ id }) => id))
  const gone = ids.filter((id) => !there.has(id))
  if (changed.length > 0) await search.index(collection, changed, options)
  if (gone.length > 0) await search.remove(collection, gone, options)
  return { indexed: changed.length, removed: gone.length }
}

const onlyChanged = async (
  search: WritableIndex,
  {
    collection,
    documents,
    options,
  }: { collection: DocumentSource<never>['collection']; documents: SearchDocument[]; options: { tx?: SearchTransaction } },
): Promise<SearchDocument[]> => {
  const ids = documents.map(({ id }) => id)
  const held = await search.digests(collection, ids, options)
  return documents.filter((document) => held.get(document.id) !== documentDigest(document))
}

/**
 * Brings documents of the index to what their source has now. Whoever does that waits for whoever else does, in the whole
 * cluster; so of two, the later reads and writes the later state.
 */
export const updateIndex = async <Database>(
  db: Kysely<Database>,
  search: WritableIndex,
  change: SourceChange<Kysely<Database>>,
): Promise<IndexChange> =>
  await db.transaction().execute(async (tx) => {
    if (!search.transactional)
      await sql`select pg_advisory_xact_lock(hashtextextended(${`backlot search ${change.source.collection}`}, 0))`.execute(tx)
    return await writeChange(tx, search, change)
  })
