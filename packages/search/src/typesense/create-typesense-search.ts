import { z } from 'zod'
import { SearchError } from '../search-error.ts'
import { searchCollections, type SearchCollection } from '../search-document.ts'
import type { SearchIndex } from '../search-index.ts'
import { collectionNames } from './collection-schema.ts'
import { readAlias, readCollection, type TypesensePlace } from './collections.ts'
import { ask } from './read-answer.ts'
import { readDigests, readIds } from './read-index.ts'
import { createReadKey } from './read-key.ts'
import { searchDocuments } from './search-documents.ts'
import { startReindex } from './start-reindex.ts'
import { createTypesenseClient } from './typesense-client.ts'
import { indexDocuments, removeDocuments } from './write-changes.ts'

/** Where a Typesense server is, and how to speak to it. */
export interface TypesenseOptions {
  /** Such as `http://127.0.0.1:8108`. */
  url: string
  /** A key that may do everything with collections, documents and aliases of the prefix. */
  apiKey: string
  /** Searches go with this key where it is given: one of `createReadKey`, which can do nothing else. */
  readKey?: string
  /** What names of collections begin with, on a server that others use too: `backlot` when left out. */
  prefix?: string
}

/** How a collection stands on the server. */
export interface TypesenseCollectionStatus {
  collection: SearchCollection
  documents: number
  /** `missing`: never filled; `outdated`: of an older schema. A reindex helps both. */
  state: 'ready' | 'missing' | 'outdated'
}

/** The Typesense driver, with what only it can do. */
export interface TypesenseSearch extends SearchIndex {
  readonly transactional: false
  /** Rejects with what is wrong when the server cannot be reached, is not ready, or refuses the key. */
  check(): Promise<{ version: string; collections: TypesenseCollectionStatus[] }>
  /** Makes a key on the server that can search and nothing else; see `scopedReadKey`. The server tells it only now. */
  createReadKey(): Promise<string>
}

const health = z.object({ ok: z.boolean() })
const debug = z.object({ version: z.string().default('') })

/**
 * The search index on a Typesense server (28 or later). Writes take no part in transactions: a job that is part of them has
 * to follow. Failures that pass are RetryAfterErrors, those that do not are PermanentErrors; both say what to do.
 */
export const createTypesenseSearch = ({ url, apiKey, readKey, prefix = 'backlot' }: TypesenseOptions): TypesenseSearch => {
  if (!/^\w+$/.test(prefix)) throw new SearchError(`The prefix of Typesense collections is letters, digits and _; it was "${prefix}".`)
  const client = createTypesenseClient({ url, apiKey })
  const reader = readKey === undefined ? client : createTypesenseClient({ url, apiKey: readKey })
  const place: TypesensePlace = { client, reader, names: collectionNames(prefix) }
  return {
    transactional: false,
    index: async (collection, documents, { tx } = {}) => {
      refuseTransaction(tx)
      await indexDocuments(place, collection, documents)
    },
    remove: async (collection, ids, { tx } = {}) => {
      refuseTransaction(tx)
      await removeDocuments(place, collection, ids)
    },
    search: async (query) => await searchDocuments(place, query),
    startReindex: async (collection) => await startReindex(place, collection),
    digests: async (collection, ids) => await readDigests(place, collection, ids),
    ids: (collection) => readIds(place, collection),
    needsReindex: async () => (await statusOf(place)).filter(({ state }) => state !== 'ready').map(({ collection }) => collection),
    check: async () => {
      const { ok } = (await ask(client, { what: 'ask for its health', method: 'GET', path: ['health'] }, health)) ?? {}
      if (ok !== true) throw new SearchError(`Typesense at ${client.url} is not ready. It may be starting; its log says more.`)
      const version = (await ask(client, { what: 'ask for its version', method: 'GET', path: ['debug'] }, debug))?.version ?? ''
      return { version, collections: await statusOf(place) }
    },
    createReadKey: async () => await createReadKey(client, prefix),
  }
}

const refuseTransaction = (tx: unknown): void => {
  if (tx === undefined) return
  throw new SearchError('The Typesense index takes no part in transactions: insert an index job with the transaction instead.')
}

const statusOf = async (place: TypesensePlace): Promise<TypesenseCollectionStatus[]> =>
  await Promise.all(
    searchCollections.map(async (collection) => {
      const name = await readAlias(place, collection)
      const info = name === undefined ? undefined : await readCollection(place, name)
      const state = name === undefined || info === undefined ? 'missing' : place.names.isToday(collection, name) ? 'ready' : 'outdated'
      return { collection, documents: info?.num_documents ?? 0, state } as const
    }),
  )
