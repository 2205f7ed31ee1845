/** A document as it was sent. */
export type StoredDocument = Record<string, unknown> & { id: string }

/** A field of a collection's schema. */
export interface SchemaField {
  name: string
  type: string
  facet?: boolean
  optional?: boolean
  index?: boolean
}

/** A collection of the simulator. */
export interface StoredCollection {
  name: string
  fields: readonly SchemaField[]
  createdAt: number
  documents: Map<string, StoredDocument>
}

const types: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  'string[]': (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  int32: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  int64: (value) => Number.isSafeInteger(value),
  bool: (value) => typeof value === 'boolean',
}

/** What is wrong with a document for a collection, in the server's words; undefined when nothing is. */
export const documentFault = ({ fields }: StoredCollection, document: Record<string, unknown>): string | undefined => {
  if (typeof document['id'] !== 'string' || document['id'] === '') return 'Document `id` should be a string.'
  for (const { name, type, optional = false } of fields) {
    const value = document[name]
    if (value === undefined || value === null) {
      if (!optional) return `Field \`${name}\` has been declared in the schema, but is not found in the document.`
      continue
    }
    if (types[type]?.(value) !== true) return `Field \`${name}\` must be ${type === 'string' ? 'a string' : `of type ${type}`}.`
  }
  return undefined
}

/** What is wrong with a schema; undefined when nothing is. */
export const schemaFault = (schema: { name?: unknown; fields?: unknown }): string | undefined => {
  if (typeof schema.name !== 'string') return 'Parameter `name` is required.'
  if (!Array.isArray(schema.fields) || schema.fields.length === 0)
    return 'The `fields` value should be an array of objects containing `name`, `type` and optionally, `facet` properties.'
  const unknown = (schema.fields as SchemaField[]).find(({ type }) => types[type] === undefined)
  return unknown === undefined
    ? undefined
    : `Field \`${unknown.name}\` has an invalid data type \`${unknown.type}\`, see docs for supported data types.`
}
