import type { SearchCollection } from '../search-document.ts'

/**
 * Raised with every change of the fields below. A collection of an older version goes on being searched until a reindex
 * has built its successor; so a new version may add fields, and searches name none that the last version had not.
 */
const schemaVersion = 1

const text = (name: string, more: object = {}): object => ({ name, type: 'string', ...more })
const texts = (name: string, more: object = {}): object => ({ name, type: 'string[]', ...more })
const kept = { index: false, optional: true }

/**
 * The fields of every collection. Words come from us: split, without accents, in small letters, so that both drivers find
 * the same; Typesense sees letters and spaces only. Whole titles stand in `key` and `other_keys`, as one word each.
 */
export const collectionFields: readonly object[] = [
  text('words'),
  text('key'),
  texts('variants'),
  texts('other_words'),
  texts('other_keys'),
  texts('people_words'),
  text('year_text', { optional: true }),
  { name: 'year', type: 'int32', optional: true, facet: true },
  texts('genres', { facet: true }),
  text('resolution', { optional: true, facet: true }),
  texts('library_ids', { facet: true }),
  { name: 'has_file', type: 'bool', facet: true },
  { name: 'added_at', type: 'int64' },
  text('sort_key', { sort: true }),
  { name: 'year_up', type: 'int32' },
  { name: 'year_down', type: 'int32' },
  { name: 'rank', type: 'int64' },
  { name: 'gone', type: 'bool' },
  text('title', kept),
  text('parent_id', kept),
  text('digest', kept),
]

/** Where a driver keeps its collections on a server that others use too. */
export interface CollectionNames {
  /** The alias that is searched. */
  alias(collection: SearchCollection): string
  /** A collection of today's schema; what makes it another than the next build's is `id`. */
  versioned(collection: SearchCollection, id: string): string
  /** The first collection: the same on all hosts, so that two which start at once do not make two. */
  first(collection: SearchCollection): string
  isOf(collection: SearchCollection, name: string): boolean
  isToday(collection: SearchCollection, name: string): boolean
  /** The collection that says which builds are under way. */
  builds: string
}

/** Names for collections; `prefix` is letters, digits and underscores. */
export const collectionNames = (prefix: string): CollectionNames => {
  const alias = (collection: SearchCollection): string => `${prefix}_${collection}`
  const ofToday = (collection: SearchCollection): string => `${alias(collection)}_v${schemaVersion}_`
  const versioned = (collection: SearchCollection, id: string): string => `${ofToday(collection)}${id}`
  return {
    alias,
    versioned,
    first: (collection) => versioned(collection, 'first'),
    isOf: (collection, name) => name.startsWith(`${alias(collection)}_v`),
    isToday: (collection, name) => name.startsWith(ofToday(collection)),
    builds: `${prefix}_builds`,
  }
}
