import type { StoredFields } from '@backlot/catalog'
import type { MovieFields, StoredThing } from '@backlot/metadata'

/** What the catalog has of a film in the words of its sources, for a merge. */
export const storedMovie = (stored: StoredFields | undefined): StoredThing<MovieFields> | undefined => {
  if (stored === undefined) return undefined
  const { id: _id, knownFrom: _knownFrom, lockedFields, provenance, ...values } = stored
  const known = Object.entries(values).filter(([, value]) => value !== null)
  // What is not known is null in the table and absent in a field.
  return { fields: Object.fromEntries(known) as MovieFields, lockedFields, provenance }
}
