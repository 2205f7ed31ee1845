import { createHash } from 'node:crypto'
import { distinct } from './distinct.ts'
import type { SearchDocument } from './search-document.ts'

/** Raised when drivers make something else of a document: all documents are stale then, and the reconcile job writes them. */
const version = 1

/**
 * A short text that two documents have in common only when the index would keep the same of them; the order within lists
 * does not count, except that of the titles' own letters. To tell what an index holds without reading it all.
 */
export const documentDigest = (document: SearchDocument): string => {
  const { id, title, titles, year, genres, people, libraryIds, resolution, hasFile, addedAt, sortTitle, parentId } = document
  const lists = [titles, genres, people, libraryIds].map((list) => distinct(list).toSorted())
  const kept = [version, id, title, year, resolution, hasFile, addedAt.getTime(), sortTitle, parentId, lists]
  return createHash('sha1').update(JSON.stringify(kept)).digest('base64url').slice(0, 16)
}
