import type { StoredFields } from '@backlot/catalog'
import type { MovieField, MovieFields, MovieSource } from '@backlot/metadata'

/**
 * What the catalog has of a film, as sources for a merge: `first` what a person locked (and what an NFO locked, while
 * that NFO is not there to say it again), `last` what other sources had given. What an NFO that is gone had said stays, too.
 */
export const storedSources = (stored: StoredFields | undefined, hasNfo: boolean): { first: MovieSource[]; last: MovieSource[] } => {
  if (stored === undefined) return { first: [], last: [] }
  const all = fieldsOf(stored)
  const sourceOf = (field: string): string => stored.provenance[field] ?? 'name'
  const locked = all.filter(({ field }) => stored.lockedFields.includes(field) && !(hasNfo && sourceOf(field) === 'nfo'))
  const given = all.filter(({ field }) => sourceOf(field) !== 'name' && !(hasNfo && sourceOf(field) === 'nfo'))
  return {
    first: locked.map(({ field, fields }) => ({ source: sourceOf(field), fields, lockedFields: [field] })),
    last: given.map(({ field, fields }) => ({ source: sourceOf(field), fields })),
  }
}

const fieldsOf = (stored: StoredFields): { field: MovieField; fields: MovieFields }[] => {
  const { title, originalTitle, sortTitle, year, premiered, runtimeMinutes, plot, tagline, certification, trailer, language } = stored
  const { countries, studios, tags, ratings } = stored
  const values = {
    title,
    originalTitle,
    sortTitle,
    year,
    premiered,
    runtimeMinutes,
    plot,
    tagline,
    certification,
    trailer,
    language,
    countries,
    studios,
    tags,
    ratings,
  }
  return Object.entries(values).flatMap(([field, value]) =>
    value === null ? [] : [{ field: field as MovieField, fields: { [field]: value } }],
  )
}
