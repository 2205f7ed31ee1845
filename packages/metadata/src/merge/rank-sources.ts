import type { FieldSource } from './merge-fields.ts'

/** Where values come from that a person wrote; nothing goes before them. */
const byHand = new Set(['manual', 'person'])

/**
 * Puts sources in the order of trust: what a person wrote, the NFO, the providers in the order of the library (further ones
 * after them), the container, the name. Of one rank the earlier stays first.
 */
export const rankSources = <Source extends { source: string }>(sources: readonly Source[], providers: readonly string[]): Source[] =>
  sources.toSorted((a, b) => rankOf(a.source, providers) - rankOf(b.source, providers))

const rankOf = (source: string, providers: readonly string[]): number => {
  if (byHand.has(source)) return 0
  if (source === 'nfo') return 1
  if (source === 'container') return 1_001
  if (source === 'name') return 1_002
  const place = providers.indexOf(source)
  return place === -1 ? 1_000 : 2 + place
}

/** What is stored of a thing and where it came from. */
export interface StoredThing<Fields extends object> {
  fields: Fields
  lockedFields: readonly string[]
  provenance: Readonly<Record<string, string>>
}

/** Whether the thing's NFO was read again, was looked for and is not there, or could not be looked for. */
export type NfoSight = 'read' | 'gone' | 'unseen'

/** What is stored, as sources for a merge. */
export interface StoredSources<Fields extends object> {
  /** What somebody locked: before all others. */
  first: FieldSource<Fields>[]
  /** What sources said that are not asked now: each in its rank, behind what the same source says anew. */
  ranked: FieldSource<Fields>[]
  /** What an NFO had said that is gone: after all others. */
  last: FieldSource<Fields>[]
}

/**
 * Takes what is stored apart by where it came from, so that a merge of some sources loses nothing of the others. What an
 * NFO or a name said that was read anew is left out: they say it again, or no more.
 */
export const storedSources = <Fields extends object>(stored: StoredThing<Fields> | undefined, nfo: NfoSight): StoredSources<Fields> => {
  if (stored === undefined) return { first: [], ranked: [], last: [] }
  const pieces = piecesOf(stored)
  const isSaidAgain = ({ source }: { source: string }): boolean =>
    (source === 'nfo' && nfo === 'read') || (source === 'name' && nfo !== 'unseen')
  const locked = pieces.filter((piece) => stored.lockedFields.includes(piece.field) && !(piece.source === 'nfo' && nfo === 'read'))
  const given = pieces.filter((piece) => !isSaidAgain(piece))
  const isGone = ({ source }: { source: string }): boolean => source === 'nfo' && nfo === 'gone'
  return {
    first: locked.map(({ field, source, fields }) => ({ source, fields, lockedFields: [field as keyof Fields] })),
    ranked: given.filter((piece) => !isGone(piece)).map(({ source, fields }) => ({ source, fields })),
    last: given.filter(isGone).map(({ source, fields }) => ({ source, fields })),
  }
}

/** Each stored value with its source; ratings one by one, since they have one each. */
const piecesOf = <Fields extends object>({
  fields,
  provenance,
}: StoredThing<Fields>): { field: string; source: string; fields: Fields }[] =>
  Object.entries(fields).flatMap(([field, value]: [string, unknown]) => {
    // A title to sort by that nobody gave was made of the title, and is made anew.
    if (value === null || value === undefined || (field === 'sortTitle' && provenance[field] === undefined)) return []
    const piece = (source: string, part: unknown) => ({ field, source, fields: { [field]: part } as Fields })
    if (field !== 'ratings' || !Array.isArray(value)) return [piece(provenance[field] ?? 'name', value)]
    return (value as { source: string }[]).map((rating) => piece(provenance[`ratings.${rating.source}`] ?? rating.source, [rating]))
  })

/**
 * Leaves out of a source the lists that are stored from a better one and were not read again (genres, credits,
 * translations, …: what a merge does not see of the stored), so that they stay.
 */
export const withoutWorse = <Fields extends object>(
  given: FieldSource<Fields>,
  { provenance, providers, nfo }: { provenance: Readonly<Record<string, string>>; providers: readonly string[]; nfo: NfoSight },
): FieldSource<Fields> => {
  const own = rankOf(given.source, providers)
  const isBetter = (source: string): boolean => !(source === 'nfo' && nfo !== 'unseen') && rankOf(source, providers) < own
  const isWorse = (field: string): boolean =>
    Object.entries(provenance).some(([key, source]) => (key === field || key.startsWith(`${field}.`)) && isBetter(source))
  const fields = Object.entries(given.fields).flatMap(([field, value]: [string, unknown]) => {
    if (field === 'uniqueIds') return [[field, betterIds(value, (provider) => isBetter(provenance[`uniqueIds.${provider}`] ?? 'name'))]]
    return unmerged.has(field) && isWorse(field) ? [] : [[field, value]]
  })
  return { ...given, fields: Object.fromEntries(fields) as Fields }
}

/** Ids whose provider no better source has given one of. */
const betterIds = (ids: unknown, isKnownBetter: (provider: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(Object.entries(ids ?? {}).filter(([provider]) => !isKnownBetter(provider)))

/** What is stored in tables of its own, and so is kept or replaced as a whole. */
const unmerged = new Set([
  'genres',
  'actors',
  'directors',
  'writers',
  'creators',
  'guests',
  'set',
  'trailers',
  'translations',
  'certifications',
])

/** What is kept for each source, with the source beside it. */
const keptApart = new Set(['artwork', 'otherTitles'])

/** The provenance after a merge: that of what was merged, and of what stays as it was. */
export const provenanceAfter = (
  stored: Readonly<Record<string, string>> | undefined,
  merged: Readonly<Record<string, string>>,
): Record<string, string> => {
  const fieldOf = (key: string): string => key.split('.')[0] ?? key
  const mergedFields = new Set(Object.keys(merged).map(fieldOf))
  const kept = Object.entries(stored ?? {}).filter(([key]) => {
    const field = fieldOf(key)
    return field === 'uniqueIds' || (unmerged.has(field) && !mergedFields.has(field))
  })
  const all = [...kept, ...Object.entries(merged)]
  return Object.fromEntries(all.filter(([key]) => !keptApart.has(fieldOf(key))))
}
