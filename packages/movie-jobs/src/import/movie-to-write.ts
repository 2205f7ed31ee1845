import {
  creditToWrite,
  folded,
  type CollectionToWrite,
  type CreditToWrite,
  type KnownFrom,
  type MovieToWrite,
  type StoredFields,
} from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import { mergeMovie, nameSource, nfoSource, type MergedMovie, type MovieFields, type MovieSource, type NfoMovie } from '@backlot/metadata'
import { storedSources } from './stored-sources.ts'

/** What is known of a film when it is written. */
export interface MovieKnowledge {
  id: string
  /** Something is stored under this id already. */
  replaces: boolean
  /** What its name says. */
  name: { title: string; titleAlts: readonly string[]; year: number | undefined; ids: Record<string, string> }
  nfo: NfoMovie | undefined
  /** Further sources, after the NFO and before the name. */
  sources?: readonly MovieSource[]
  /** What the catalog has of it. */
  stored: StoredFields | undefined
  knownFrom: KnownFrom
  artwork: MovieToWrite['artwork']
}

/** Merges what all sources say of a film into the form that is stored. Pure. */
export const movieToWrite = ({ id, replaces, name, nfo, sources = [], stored, knownFrom, artwork }: MovieKnowledge): MovieToWrite => {
  const fromName = nameSource({ title: name.title, ...(name.year !== undefined && { year: name.year }), uniqueIds: name.ids })
  const { first, last } = storedSources(stored, nfo !== undefined)
  const merged = mergeMovie([...first, ...(nfo === undefined ? [] : [nfoSource(nfo)]), ...sources, fromName, ...last])
  const { fields } = merged
  const title = clipped(fields.title ?? name.title)
  return {
    id,
    replaces,
    title,
    sortTitle: normalizeTitle(clipped(fields.sortTitle ?? title)),
    originalTitle: fields.originalTitle,
    year: fields.year,
    overview: fields.plot ?? fields.outline,
    tagline: fields.tagline,
    runtimeMinutes: fields.runtimeMinutes,
    certification: fields.certification,
    released: fields.premiered,
    ratings: fields.ratings ?? [],
    countries: fields.countries ?? [],
    studios: fields.studios ?? [],
    tags: fields.tags ?? [],
    trailer: fields.trailer,
    language: fields.language,
    collection: collectionOf(fields),
    knownFrom,
    lockedFields: merged.lockedFields,
    provenance: merged.provenance,
    titles: titlesOf(merged, [title, name.title, ...name.titleAlts]),
    externalIds: Object.entries(fields.uniqueIds ?? {}).map(([provider, value]) => ({ provider, value })),
    genres: fields.genres?.map(clipped),
    credits: creditsOf(fields),
    artwork: { ...artwork, ...(fields.artwork !== undefined && { remote: { source: 'nfo', pictures: fields.artwork } }) },
  }
}

const titlesOf = ({ fields }: MergedMovie, further: readonly string[]): MovieToWrite['titles'] => {
  const titles = [...further, fields.originalTitle ?? ''].filter((title) => title.trim() !== '').map(clipped)
  return [...new Set(titles)].map((title) => ({ title, normalized: normalizeTitle(title) }))
}

/** No name of anything is longer in earnest, and an index takes no longer ones. */
const clipped = (text: string): string => text.slice(0, 500)

const collectionOf = ({ set }: MovieFields): CollectionToWrite | undefined => {
  if (set?.name === undefined) return undefined
  const name = clipped(set.name)
  return { name, knownBy: set.tmdbId === undefined ? `name:${folded(name)}` : `tmdb:${set.tmdbId}`, overview: set.overview }
}

const creditsOf = ({ actors = [], directors = [], writers = [] }: MovieFields): CreditToWrite[] => [
  ...actors.map((actor) => creditToWrite('actor', actor)),
  ...directors.map((person) => creditToWrite('director', person)),
  ...writers.map((person) => creditToWrite('writer', person)),
]
