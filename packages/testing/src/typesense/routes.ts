import type { Access, createApiKeys } from './api-keys.ts'
import { BadClauseError, parseFilter } from './parse-filter.ts'
import { only, runSearch, type SearchParameters } from './run-search.ts'
import { documentFault, schemaFault, type SchemaField, type StoredCollection, type StoredDocument } from './stored-collection.ts'

/** All that the simulator keeps. */
export interface TypesenseState {
  collections: Map<string, StoredCollection>
  aliases: Map<string, string>
  keys: ReturnType<typeof createApiKeys>
}

/** A request, taken apart. */
export interface Call {
  method: string
  path: readonly string[]
  query: URLSearchParams
  body: string
  access: Access
}

/** An answer: JSON, or lines of it. */
export interface Reply {
  status: number
  json?: unknown
  lines?: readonly unknown[]
}

const notFound: Reply = { status: 404, json: { message: 'Not Found' } }
const forbidden: Reply = { status: 401, json: { message: 'Forbidden - a valid `x-typesense-api-key` header must be sent.' } }

/** Answers as the server does what Backlot asks of it, and refuses all else with 404. */
export const answer = (state: TypesenseState, call: Call): Reply => {
  const { method, path } = call
  const [area, name = '', part = '', last = ''] = path
  switch (area) {
    case 'debug':
      return { status: 200, json: { state: 1, version: '30.1-simulated' } }
    case 'keys':
      return method === 'POST' ? guarded(call, 'keys:create', undefined, () => createKey(state, call)) : notFound
    case 'aliases':
      return guarded(call, method === 'PUT' ? 'aliases:create' : 'aliases:get', name, () => aliases(state, call, name))
    case 'multi_search':
      return multiSearch(state, call)
    case 'collections':
      if (part === 'documents') return documents(state, call, { name, last })
      return guarded(call, `collections:${collectionAction[method] ?? 'get'}`, name === '' ? undefined : name, () =>
        collections(state, call, name),
      )
    default:
      return notFound
  }
}

const collectionAction: Record<string, string> = { POST: 'create', DELETE: 'delete' }

const guarded = ({ access }: Call, action: string, collection: string | undefined, run: () => Reply): Reply =>
  access.allows(action, collection) ? run() : forbidden

const createKey = ({ keys }: TypesenseState, { body }: Call): Reply => ({ status: 201, json: keys.create(JSON.parse(body) as object) })

const aliases = ({ aliases: known }: TypesenseState, { method, body }: Call, name: string): Reply => {
  if (method === 'PUT') known.set(name, (JSON.parse(body) as { collection_name: string }).collection_name)
  const collection = known.get(name)
  return collection === undefined ? notFound : { status: 200, json: { name, collection_name: collection } }
}

/** By its own name or by an alias. */
const find = ({ collections: known, aliases: names }: TypesenseState, name: string): StoredCollection | undefined =>
  known.get(name) ?? known.get(names.get(name) ?? '')

const describe = ({ name, fields, createdAt, documents: held }: StoredCollection): object => ({
  name,
  fields,
  created_at: createdAt,
  num_documents: held.size,
})

const collections = (state: TypesenseState, { method, body }: Call, name: string): Reply => {
  if (method === 'POST') {
    const schema = JSON.parse(body) as { name: string; fields: SchemaField[] }
    const fault = schemaFault(schema)
    if (fault !== undefined) return { status: 400, json: { message: fault } }
    if (state.collections.has(schema.name))
      return { status: 409, json: { message: `A collection with name \`${schema.name}\` already exists.` } }
    const made = { ...schema, createdAt: Math.floor(Date.now() / 1_000), documents: new Map() }
    state.collections.set(schema.name, made)
    return { status: 201, json: describe(made) }
  }
  if (name === '') return { status: 200, json: [...state.collections.values()].map(describe) }
  const collection = find(state, name)
  if (collection === undefined) return { status: 404, json: { message: `No collection with name \`${name}\` found.` } }
  if (method === 'DELETE') state.collections.delete(collection.name)
  return { status: 200, json: describe(collection) }
}

const documents = (state: TypesenseState, call: Call, { name, last }: { name: string; last: string }): Reply => {
  const { method, query } = call
  const action = last === 'import' || last === 'export' ? last : method === 'DELETE' ? 'delete' : 'get'
  return guarded(call, `documents:${action}`, name, () => {
    const collection = find(state, name)
    if (collection === undefined) return { status: 404, json: { message: 'Collection not found' } }
    if (action === 'import') return importLines(collection, call)
    const filter = parseFilter(query.get('filter_by') ?? '')
    if (action === 'export') {
      const held = [...collection.documents.values()].filter(filter)
      return { status: 200, lines: held.map((document) => only(document, query.get('include_fields') ?? '')) }
    }
    if (last !== '') return oneDocument(collection, method, last)
    const removed = [...collection.documents.values()].filter(filter)
    for (const { id } of removed) collection.documents.delete(id)
    return { status: 200, json: { num_deleted: removed.length } }
  })
}

const oneDocument = (collection: StoredCollection, method: string, id: string): Reply => {
  const document = collection.documents.get(id)
  if (document === undefined) return { status: 404, json: { message: `Could not find a document with id: ${id}` } }
  if (method === 'DELETE') collection.documents.delete(id)
  return { status: 200, json: document }
}

const importLines = (collection: StoredCollection, { body, query }: Call): Reply => {
  const action = query.get('action') ?? 'create'
  const lines = body.split('\n').map((line) => {
    const document = parseLine(line)
    if (document === undefined) return { success: false, code: 400, error: 'Bad JSON.', document: line }
    const fault = documentFault(collection, document)
    if (fault !== undefined) return { success: false, code: 400, error: fault, document: line }
    if (action === 'create' && collection.documents.has(document.id))
      return { success: false, code: 409, error: `A document with id ${document.id} already exists.`, document: line }
    collection.documents.set(document.id, document)
    return { success: true }
  })
  return { status: 200, lines }
}

const parseLine = (line: string): StoredDocument | undefined => {
  try {
    return JSON.parse(line) as StoredDocument
  } catch {
    return undefined
  }
}

const multiSearch = (state: TypesenseState, { body, access }: Call): Reply => {
  const { searches } = JSON.parse(body) as { searches: SearchParameters[] }
  const results = searches.map((search) => {
    const name = search['collection'] as string
    if (!access.allows('documents:search', name))
      return { code: 401, error: 'Forbidden - a valid `x-typesense-api-key` header must be sent.' }
    const collection = find(state, name)
    if (collection === undefined) return { code: 404, error: 'Not found.' }
    try {
      return runSearch(collection, search, access.filter)
    } catch (error) {
      if (error instanceof BadClauseError) return { code: 400, error: error.message }
      throw error
    }
  })
  return { status: 200, json: { results } }
}
