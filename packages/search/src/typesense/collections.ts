import { z } from 'zod'
import type { SearchCollection } from '../search-document.ts'
import { collectionFields, type CollectionNames } from './collection-schema.ts'
import { ask } from './read-answer.ts'
import type { TypesenseClient } from './typesense-client.ts'

/** A server, and where on it the index lies. */
export interface TypesensePlace {
  client: TypesenseClient
  /** The same server, asked with a key that may only search, where there is one. */
  reader: TypesenseClient
  names: CollectionNames
}

const alias = z.object({ collection_name: z.string() })
const collectionInfo = z.object({ name: z.string(), num_documents: z.number(), created_at: z.number() })

/** A collection as the server describes it. */
export type CollectionInfo = z.output<typeof collectionInfo>

/** The collection that an alias leads to; undefined when there is no such alias. */
export const readAlias = async ({ client, names }: TypesensePlace, collection: SearchCollection): Promise<string | undefined> => {
  const name = names.alias(collection)
  return (await ask(client, { what: `read the alias ${name}`, method: 'GET', path: ['aliases', name], expects: [404] }, alias))
    ?.collection_name
}

/** Lets an alias lead to a collection, at once for everyone. */
export const pointAlias = async ({ client, names }: TypesensePlace, collection: SearchCollection, to: string): Promise<void> => {
  const name = names.alias(collection)
  const json = { collection_name: to }
  await ask(client, { what: `point the alias ${name} to ${to}`, method: 'PUT', path: ['aliases', name], json }, alias)
}

/** Makes an empty collection of today's schema; one that is there stays as it is. */
export const createCollection = async ({ client }: TypesensePlace, name: string): Promise<void> => {
  const json = { name, fields: collectionFields }
  await client.request({ what: `create the collection ${name}`, method: 'POST', path: ['collections'], json, expects: [409] })
}

/** Removes a collection with all that is in it; one that is not there is no error. */
export const dropCollection = async ({ client }: TypesensePlace, name: string): Promise<void> => {
  const what = `drop the collection ${name}`
  await client.request({ what, method: 'DELETE', path: ['collections', name], expects: [404], timeoutMs: 60_000 })
}

/** A collection by its own name or its alias; undefined when there is none. */
export const readCollection = async ({ client }: TypesensePlace, name: string): Promise<CollectionInfo | undefined> =>
  await ask(client, { what: `read the collection ${name}`, method: 'GET', path: ['collections', name], expects: [404] }, collectionInfo)

/** All collections of the server. */
export const listCollections = async ({ client }: TypesensePlace): Promise<CollectionInfo[]> =>
  (await ask(
    client,
    { what: 'list collections', method: 'GET', path: ['collections'], query: { exclude_fields: 'fields' } },
    z.array(collectionInfo),
  )) ?? []

/** The collection that is searched and written; made, empty, when there is none yet. */
export const ensureLive = async (place: TypesensePlace, collection: SearchCollection): Promise<string> => {
  const live = await readAlias(place, collection)
  if (live !== undefined) return live
  const first = place.names.first(collection)
  await createCollection(place, first)
  await pointAlias(place, collection, first)
  return first
}
