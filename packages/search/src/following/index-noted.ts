import { sql, type Kysely } from 'kysely'
import type { SearchCollection } from '../search-document.ts'
import type { DocumentSource, SourceChange } from './document-source.ts'
import { writeLocked, type WritableIndex } from './update-index.ts'

const atATime = 500

/**
 * Notes documents that are to be brought into the index once the caller's transaction is committed, by `indexNoted`. For
 * writers of very many: a note is cheaper than a document, and one that is noted often is written once.
 */
export const noteForIndex = async <Database>(
  tx: Kysely<Database>,
  changes: readonly { source: { readonly collection: SearchCollection }; ids: readonly string[] }[],
): Promise<void> => {
  for (const { source, ids } of changes) {
    if (ids.length === 0) continue
    // In one order, so that two who note the same never wait for each other.
    await sql`
      insert into backlot.search_notes (collection, id)
      select ${source.collection}, id from unnest(${[...ids]}::text[]) as given (id) order by id collate "C"
      on conflict do nothing`.execute(tx)
  }
}

/** What bringing noted documents into the index needs. */
export interface IndexingNotes {
  search: WritableIndex
  /** Told of a document that the index cannot take; it is left out. */
  refused: (document: RefusedDocument, error: Error) => Promise<void>
  signal: AbortSignal
}

/** A document that an index cannot take. */
export interface RefusedDocument {
  collection: string
  id: string
  title: string | undefined
}

/**
 * Brings what a transaction noted into the index, once that is committed; some hundred documents at a time. What is mostly
 * unchanged, as people are who are in very many films, waits for `indexAllNoted`.
 */
export const indexNoted = async <Database>(
  db: Kysely<Database>,
  indexing: IndexingNotes,
  noted: readonly SourceChange<Kysely<Database>>[],
): Promise<void> => {
  if (!indexing.search.transactional) return
  for (const { source, ids } of noted.filter(({ source: { mostlyUnchanged = false } }) => !mostlyUnchanged)) {
    for (let at = 0; at < ids.length; at += atATime) {
      indexing.signal.throwIfAborted()
      await indexSome(db, indexing, source, ids.slice(at, at + atATime))
    }
  }
}

/** All that is noted for some sources. */
export interface AllNotes<Db> {
  sources: readonly DocumentSource<Db>[]
  /** Documents that the index could not take before: they are tried again. */
  again?: readonly Pick<RefusedDocument, 'collection' | 'id'>[]
}

/** Brings all that is noted for these sources into the index, whoever noted it. */
export const indexAllNoted = async <Database>(
  db: Kysely<Database>,
  indexing: IndexingNotes,
  { sources, again = [] }: AllNotes<Kysely<Database>>,
): Promise<void> => {
  if (!indexing.search.transactional) return
  for (const source of sources) {
    const ofSource = again.filter(({ collection }) => collection === source.collection)
    // In the caller's transaction one that is refused again would end it.
    if (!db.isTransaction) await noteForIndex(db, [{ source, ids: ofSource.map(({ id }) => id) }])
    // Never from the start again: there lie the notes that were taken, until a vacuum.
    for (let after = ''; ;) {
      indexing.signal.throwIfAborted()
      const ids = await notedIds(db, source.collection, after)
      if (ids.length > 0) await indexSome(db, indexing, source, ids)
      if (ids.length < atATime) break
      after = ids.at(-1) ?? after
    }
  }
}

const notedIds = async <Database>(db: Kysely<Database>, collection: SearchCollection, after: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from backlot.search_notes where collection = ${collection} and id > ${after} order by id limit ${atATime}`.execute(db)
  return rows.map(({ id }) => id)
}

/** One document that the index cannot take must not hold up the rest: halves are tried until it is alone. */
const indexSome = async <Database>(
  db: Kysely<Database>,
  indexing: IndexingNotes,
  source: DocumentSource<Kysely<Database>>,
  ids: readonly string[],
): Promise<void> => {
  try {
    await inTransaction(db, async (tx) => await indexThese(tx, indexing.search, source, ids))
  } catch (error) {
    if (!isAboutData(error) || db.isTransaction) throw error
    const [id, ...others] = ids
    if (id === undefined) return
    if (others.length > 0) {
      const middle = Math.ceil(ids.length / 2)
      await indexSome(db, indexing, source, ids.slice(0, middle))
      await indexSome(db, indexing, source, ids.slice(middle))
      return
    }
    const [document] = await source.documents(db, ids)
    await indexing.refused({ collection: source.collection, id, title: document?.title }, error)
    await takeNotes(db, source.collection, ids)
  }
}

/**
 * The documents are locked before their notes are taken, so that whoever changes one meanwhile either is read here, or
 * notes it again afterwards.
 */
const indexThese = async <Database>(
  tx: Kysely<Database>,
  search: WritableIndex,
  source: DocumentSource<Kysely<Database>>,
  ids: readonly string[],
): Promise<void> => {
  // A crash of the database takes notes and documents back alike.
  await sql`select set_config('synchronous_commit', 'off', true)`.execute(tx)
  await source.lock(tx, ids)
  const taken = await takeNotes(tx, source.collection, ids)
  await writeLocked(tx, search, { source, ids: taken })
}

/** Those that nobody else took. */
const takeNotes = async <Database>(db: Kysely<Database>, collection: SearchCollection, ids: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    delete from backlot.search_notes where collection = ${collection} and id = any(${[...ids]}::text[]) returning id`.execute(db)
  return rows.map(({ id }) => id)
}

const inTransaction = async <Database>(db: Kysely<Database>, work: (tx: Kysely<Database>) => Promise<void>): Promise<void> =>
  db.isTransaction ? await work(db) : await db.transaction().execute(work)

/** Whether Postgres refused values (class 22: data, 54: limits), rather than being unable to work. */
const isAboutData = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(?:22|54)/.test(error.code)
