/** What one source (`nfo`, `container`, `name`, `tmdb`, a person) says of a thing. */
export interface FieldSource<Fields extends object> {
  source: string
  fields: Fields
  /** Every value of this source stays, whatever better sources say. */
  locked?: boolean
  /** These values of this source stay. */
  lockedFields?: readonly (keyof Fields)[]
}

/** One thing from several sources. */
export interface Merged<Fields extends object> {
  fields: Fields
  /** Where each value comes from: by field, and by entry for the keyed ones: `uniqueIds.imdb`, `ratings.tmdb`, `artwork.poster`. */
  provenance: Record<string, string>
  /** The fields that a source holds fast, to be kept with the thing so that the next refresh leaves them alone too. */
  lockedFields: (keyof Fields)[]
}

/**
 * Merges what several sources say of one thing, field by field: the first source that has a value gives it, so sources come in the order of
 * trust. A locked value goes before all others, the first lock before later ones. An empty text or list is no value and never replaces
 * one, also when it is locked. Some fields are merged entry by entry: ids by provider, age ratings by country, ratings by who rated,
 * artwork by type, translations by language; of other titles all stay. Pure: the sources are not changed, and the result shares no list
 * with them.
 */
export const mergeFields = <Fields extends object>(sources: readonly FieldSource<Fields>[]): Merged<Fields> => {
  const loose = sources as readonly LooseSource[]
  const merged: LooseMerged = { fields: {}, provenance: {}, lockedFields: [] }
  for (const field of new Set(loose.flatMap((source) => Object.keys(source.fields)))) {
    const withValue = loose.filter((source) => hasValue(source.fields[field]))
    const locking = withValue.filter((source) => source.locked === true || source.lockedFields?.includes(field))
    if (locking.length > 0) merged.lockedFields.push(field)
    take(merged, field, [...locking, ...withValue.filter((source) => !locking.includes(source))])
  }
  // The names of fields are those of the sources, and each value is one that a source had under its name.
  return merged as unknown as Merged<Fields>
}

type LooseFields = Record<string, unknown>
interface LooseSource {
  source: string
  fields: LooseFields
  locked?: boolean
  lockedFields?: readonly string[]
}
interface LooseMerged {
  fields: LooseFields
  provenance: Record<string, string>
  lockedFields: string[]
}

/** Objects whose entries are merged by their key. */
const keyedObjects = new Set(['uniqueIds', 'certifications'])

/** Lists whose entries are merged, each with what tells one kind of entry from others. */
const keyedLists: Readonly<Record<string, (entry: Record<string, unknown>) => string>> = {
  ratings: ({ source }) => String(source),
  artwork: ({ type }) => String(type),
  translations: ({ language }) => String(language),
}

const take = (merged: LooseMerged, field: string, sources: readonly LooseSource[]): void => {
  const keyOf = keyedLists[field]
  const [first] = sources
  if (first === undefined) return
  if (field === 'otherTitles') {
    merged.fields[field] = structuredClone(sources.flatMap(({ fields }) => fields[field]))
    merged.provenance[field] = first.source
  } else if (keyOf !== undefined) {
    const entries = firstByKey(sources, (source) => listOf(source.fields[field]).map((entry) => [keyOf(entry), entry] as const))
    merged.fields[field] = structuredClone(note(merged, field, entries).map(([, entry]) => entry))
  } else if (keyedObjects.has(field)) {
    const entries = firstByKey(sources, (source) => Object.entries(source.fields[field] ?? {}))
    merged.fields[field] = Object.fromEntries(note(merged, field, entries))
  } else {
    merged.fields[field] = structuredClone(first.fields[field])
    merged.provenance[field] = first.source
  }
}

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? (value as Record<string, unknown>[]) : [])

interface Taken {
  source: string
  entries: (readonly [string, unknown])[]
}

/** For each key the entries of the first source that has any; one source may have several of a key. */
const firstByKey = (
  sources: readonly LooseSource[],
  entriesOf: (source: LooseSource) => (readonly [string, unknown])[],
): Map<string, Taken> => {
  const taken = new Map<string, Taken>()
  for (const source of sources) {
    for (const [key, entries] of Map.groupBy(entriesOf(source), ([entryKey]) => entryKey)) {
      if (!taken.has(key)) taken.set(key, { source: source.source, entries })
    }
  }
  return taken
}

const note = (merged: LooseMerged, field: string, taken: ReadonlyMap<string, Taken>): (readonly [string, unknown])[] => {
  for (const [key, { source }] of taken) merged.provenance[`${field}.${key}`] = source
  return [...taken.values()].flatMap(({ entries }) => entries)
}

const hasValue = (value: unknown): boolean => {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'number' || Object.keys(value).length > 0
}
