import {
  creditToWrite,
  folded,
  type CollectionToWrite,
  type CreditToWrite,
  type DetailsToWrite,
  type KnownFrom,
  type MovieToWrite,
  type StoredFields,
} from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import {
  mergeMovie,
  nameSource,
  nfoSource,
  provenanceAfter,
  rankSources,
  storedSources,
  withoutWorse,
  type MergedMovie,
  type MovieFields,
  type MovieSource,
  type NfoMovie,
} from '@backlot/metadata'
import { storedMovie } from './stored-movie.ts'

/** What is known of a film when it is written. */
export interface MovieKnowledge {
  id: string
  /** Something is stored under this id already. */
  replaces: boolean
  /** What its name says; undefined: its files were not looked at. */
  name: { title: string; titleAlts: readonly string[]; year: number | undefined; ids: Record<string, string> } | undefined
  nfo: NfoMovie | undefined
  /** What else was read: of the container, of providers. */
  sources?: readonly MovieSource[]
  /** Names of providers in the order of trust. */
  providers?: readonly string[]
  /** What the catalog has of it. */
  stored: StoredFields | undefined
  knownFrom: KnownFrom
  artwork: MovieToWrite['artwork']
}

/** Merges what all sources say of a film into the form that is stored. Pure. */
export const movieToWrite = (knowledge: MovieKnowledge): MovieToWrite => {
  const { id, replaces, name, stored, knownFrom } = knowledge
  const merged = mergeKnowledge(knowledge)
  const { fields } = merged
  const title = clipped(fields.title ?? name?.title ?? '')
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
    provenance: provenanceAfter(stored?.provenance, merged.provenance),
    titles: titlesOf(merged, [title, name?.title ?? '', ...(name?.titleAlts ?? [])]),
    // Titles that providers told are only added to: another provider than this one may have told them.
    keepsTitles: stored !== undefined && (name === undefined || stored.knownFrom === 'provider'),
    externalIds: Object.entries(fields.uniqueIds ?? {}).map(([provider, value]) => ({ provider, value })),
    genres: fields.genres?.map(clipped),
    credits: creditsOf(fields),
    artwork: artworkOf(knowledge),
    ...detailsOf(fields),
  }
}

/** All sources by rank: what is locked, then NFO, providers, container and name, each before what is stored of its like. */
const mergeKnowledge = ({ name, nfo, sources = [], providers = [], stored }: MovieKnowledge): MergedMovie => {
  const sight = nfo !== undefined ? 'read' : name === undefined ? 'unseen' : 'gone'
  const fromName = name && nameSource({ title: name.title, ...(name.year !== undefined && { year: name.year }), uniqueIds: name.ids })
  const { first, ranked, last } = storedSources(storedMovie(stored), sight)
  const provenance = stored?.provenance ?? {}
  const read = [...(nfo === undefined ? [] : [nfoSource(nfo)]), ...sources, ...(fromName === undefined ? [] : [fromName])]
  const fresh = read.map((source) => withoutWorse(source, { provenance, providers, nfo: sight }))
  return mergeMovie([...first, ...rankSources([...fresh, ...ranked], providers), ...last])
}

/** Each source's pictures are kept apart, so that those of one do not hide those of another. */
const artworkOf = ({ nfo, sources = [], artwork }: MovieKnowledge): MovieToWrite['artwork'] => {
  const all = [...(nfo === undefined ? [] : [{ source: 'nfo', fields: nfo as MovieFields }]), ...sources]
  const remote = all.flatMap(({ source, fields }) => (fields.artwork === undefined ? [] : [{ source, pictures: fields.artwork }]))
  return { ...artwork, remote }
}

const detailsOf = ({ translations, certifications, trailers }: MovieFields): DetailsToWrite => ({
  translations: translations?.map(({ plot, ...translation }) => ({ ...translation, ...(plot !== undefined && { overview: plot }) })),
  certifications: certifications && Object.entries(certifications).map(([country, certification]) => ({ country, certification })),
  trailers,
})

const titlesOf = ({ fields }: MergedMovie, own: readonly string[]): MovieToWrite['titles'] => {
  const all = [...[...own, fields.originalTitle ?? ''].map((title) => ({ title })), ...(fields.otherTitles ?? [])]
  // A title that has a language in one of them keeps it.
  const titles = new Map(all.map((each) => [clipped(each.title), each]))
  return [...titles].flatMap(([title, each]) => (title.trim() === '' ? [] : [{ ...each, title, normalized: normalizeTitle(title) }]))
}

/** No name of anything is longer in earnest, and an index takes no longer ones. */
const clipped = (text: string): string => text.slice(0, 500)

const collectionOf = ({ set }: MovieFields): CollectionToWrite | undefined => {
  if (set?.name === undefined) return undefined
  const name = clipped(set.name)
  return { name, knownBy: set.tmdbId === undefined ? `name:${folded(name)}` : `tmdb:${set.tmdbId}`, overview: set.overview }
}

/** The people whom a source credits. */
export const creditsOf = ({
  actors = [],
  directors = [],
  writers = [],
}: Pick<MovieFields, 'actors' | 'directors' | 'writers'>): CreditToWrite[] => [
  ...actors.map((actor) => creditToWrite('actor', actor)),
  ...directors.map((person) => creditToWrite('director', person)),
  ...writers.map((person) => creditToWrite('writer', person)),
]
