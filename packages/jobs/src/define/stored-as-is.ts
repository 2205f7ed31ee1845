import type { z } from 'zod'

/**
 * Whether all that a schema gives comes back the same through JSON and the schema. Then an insert stores args as they
 * were validated; those of a schema with a date, a transform or anything else that JSON has no word for are read back first.
 */
export const isStoredAsIs = (schema: z.core.$ZodType): boolean => {
  const def = defOf(schema)
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'enum':
    case 'unknown':
    case 'never':
      return true
    case 'literal':
      return def.values.every((value) => value !== undefined && typeof value !== 'bigint')
    case 'object':
      return [...Object.values(def.shape), ...(def.catchall === undefined ? [] : [def.catchall])].every(isPropertyStoredAsIs)
    case 'array':
      return isStoredAsIs(def.element)
    case 'record':
      return isStoredAsIs(def.valueType)
    case 'union':
      return def.options.every(isStoredAsIs)
    case 'nullable':
    case 'default':
    case 'readonly':
      return isPropertyStoredAsIs(def.innerType)
    default:
      return false
  }
}

/** A property may be left out; an item of a list that is undefined would come back as null. */
const isPropertyStoredAsIs = (schema: z.core.$ZodType): boolean => {
  const def = defOf(schema)
  return isStoredAsIs(def.type === 'optional' ? def.innerType : schema)
}

const defOf = (schema: z.core.$ZodType) => (schema as unknown as { def: z.core.$ZodTypes['_zod']['def'] }).def
