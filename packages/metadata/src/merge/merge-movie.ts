import type { MovieField, MovieFields } from '../movie-fields.ts'

/** What one source (`nfo`, `container`, `name`, `tmdb`, a person) says of a film. */
export interface MovieSource {
  source: string
  fields: MovieFields
  /** Every value of this source stays, whatever better sources say. */
  locked?: boolean
  /** These values of this source stay. */
  lockedFields?: readonly MovieField[]
}

/** One film from several sources. */
export interface MergedMovie {
  fields: MovieFields
  /** Where each value comes from: by field, and by entry for the keyed ones: `uniqueIds.imdb`, `ratings.tmdb`, `artwork.poster`. */
  provenance: Record<string, string>
  /** The fields that a source holds fast, to be kept with the film so that the next refresh leaves them alone too. */
  lockedFields: MovieField[]
}

/**
 * Merges what several sources say of one film, field by field: the first source that has a value gives it, so sources come in the order of
 * trust. A locked value goes before all others, the first lock before later ones. An empty text or list is no value and never replaces
 * one, also when it is locked. Ids, ratings and artwork are merged entry by entry: ids by provider, ratings by who rated, artwork by type.
 * Pure: the sources are not changed, and the result shares no list with them.
 */
export function mergeMovie(sources: readonly MovieSource[]): MergedMovie {
  const merged: MergedMovie = { fields: {}, provenance: {}, lockedFields: [] }
  // Object.keys forgets that the fields are these and no others.
  for (const field of new Set(sources.flatMap((source) => Object.keys(source.fields) as MovieField[]))) {
    const withValue = sources.filter((source) => hasValue(source.fields[field]))
    const locking = withValue.filter((source) => isLocked(source, field))
    if (locking.length > 0) merged.lockedFields.push(field)
    take(merged, field, [...locking, ...withValue.filter((source) => !locking.includes(source))])
  }
  return merged
}

function take(merged: MergedMovie, field: MovieField, sources: readonly MovieSource[]): void {
  switch (field) {
    case 'uniqueIds': {
      const ids = firstByKey(sources, ({ uniqueIds }) => Object.entries(uniqueIds ?? {}))
      if (ids.size > 0) merged.fields.uniqueIds = Object.fromEntries(note(merged, field, ids))
      break
    }
    case 'ratings': {
      const ratings = firstByKey(sources, (fields) => fields.ratings?.map((rating) => [rating.source, rating]) ?? [])
      if (ratings.size > 0) merged.fields.ratings = note(merged, field, ratings).map(([, rating]) => ({ ...rating }))
      break
    }
    case 'artwork': {
      const artwork = firstByKey(sources, (fields) => fields.artwork?.map((picture) => [picture.type, picture]) ?? [])
      if (artwork.size > 0) merged.fields.artwork = note(merged, field, artwork).map(([, picture]) => ({ ...picture }))
      break
    }
    default:
      takeWhole(merged, field, sources[0])
  }
}

function takeWhole<F extends MovieField>(merged: MergedMovie, field: F, from: MovieSource | undefined): void {
  const value = from?.fields[field]
  if (!from || value === undefined) return
  merged.fields[field] = structuredClone(value)
  merged.provenance[field] = from.source
}

interface Taken<T> {
  source: string
  entries: (readonly [string, T])[]
}

/** For each key the entries of the first source that has any; one source may have several of a key. */
function firstByKey<T>(
  sources: readonly MovieSource[],
  entriesOf: (fields: MovieFields) => (readonly [string, T])[],
): Map<string, Taken<T>> {
  const taken = new Map<string, Taken<T>>()
  for (const { source, fields } of sources) {
    for (const [key, entries] of Map.groupBy(entriesOf(fields), ([entryKey]) => entryKey)) {
      if (!taken.has(key)) taken.set(key, { source, entries })
    }
  }
  return taken
}

function note<T>(merged: MergedMovie, field: MovieField, taken: ReadonlyMap<string, Taken<T>>): (readonly [string, T])[] {
  for (const [key, { source }] of taken) merged.provenance[`${field}.${key}`] = source
  return [...taken.values()].flatMap(({ entries }) => entries)
}

function isLocked(source: MovieSource, field: MovieField): boolean {
  return source.locked === true || (source.lockedFields?.includes(field) ?? false)
}

function hasValue(value: MovieFields[MovieField]): boolean {
  if (value === undefined) return false
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'number' || Object.keys(value).length > 0
}
