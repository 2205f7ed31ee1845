import type { SearchCollection, SearchDocument } from '../search-document.ts'

/** Where the documents of one collection come from: what the index is kept equal to. */
export interface DocumentSource<Db> {
  readonly collection: SearchCollection
  /** Most documents that may have changed have not: the index is looked at before one is written. Default false. */
  readonly mostlyUnchanged?: boolean
  /** How many there are. */
  count(db: Db): Promise<number>
  /** Ids after one, in their order; all of them in pages. */
  idsAfter(db: Db, after: string | undefined, limit: number): Promise<string[]>
  /** The documents of ids; those that are not there are left out. One statement, however many. */
  documents(db: Db, ids: readonly string[]): Promise<SearchDocument[]>
  /** Which of these ids there still are. Takes any text. */
  existing(db: Db, ids: readonly string[]): Promise<string[]>
  /**
   * Lets one transaction at a time bring these documents into the index; held until its end. So of two that do, the later
   * reads what the earlier one's transaction left.
   */
  lock(tx: Db, ids: readonly string[]): Promise<void>
}

/** Some documents of a source, by id. */
export interface SourceChange<Db> {
  source: DocumentSource<Db>
  ids: readonly string[]
}
