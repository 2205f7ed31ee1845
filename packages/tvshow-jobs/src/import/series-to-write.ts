import { creditToWrite, type CreditToWrite, type KnownFrom, type SeriesToWrite, type StoredSeries } from '@backlot/catalog'
import { normalizeTitle } from '@backlot/media-names'
import {
  mergeSeries,
  provenanceAfter,
  rankSources,
  storedSources,
  withoutWorse,
  type MergedSeries,
  type NfoSeries,
  type NfoSight,
  type OtherTitle,
  type SeriesFields,
  type SeriesSource,
  type SeriesStatus,
} from '@backlot/metadata'
import { clipped, detailsOf, remoteArtwork } from './fields-to-write.ts'

/** What is known of a series when it is written. */
export interface SeriesKnowledge {
  id: string
  /** What its name says. */
  name: { title: string; titleAlts: readonly string[]; year: number | undefined; ids: Record<string, string> }
  nfo: NfoSeries | undefined
  nfoSight: NfoSight
  /** What providers say. */
  provided?: readonly SeriesSource[]
  /** Names of providers, the most trusted first. */
  providers?: readonly string[]
  /** What the catalog has of it. */
  stored: StoredSeries | undefined
  knownFrom: KnownFrom
  artwork: SeriesToWrite['artwork']
}

/** Merges what all sources say of a series into the form that is stored. Pure. */
export const seriesToWrite = ({ provided = [], providers = [], ...known }: SeriesKnowledge): SeriesToWrite => {
  const { id, name, nfo, nfoSight, stored, knownFrom, artwork } = known
  const fromName: SeriesSource = {
    source: 'name',
    fields: { title: name.title, uniqueIds: name.ids, ...(name.year !== undefined && { year: name.year }) },
  }
  const { first, ranked, last } = storedSources(stored && storedThing(stored), nfoSight)
  const given = provided.map((source) => withoutWorse(source, { provenance: stored?.provenance ?? {}, providers, nfo: nfoSight }))
  const sources = [...(nfo === undefined ? [] : [nfoSource(nfo)]), ...given, fromName, ...ranked]
  const merged = mergeSeries([...first, ...rankSources(sources, providers), ...last])
  const { fields } = merged
  const title = clipped(fields.title ?? name.title)
  return {
    id,
    replaces: stored !== undefined,
    title,
    sortTitle: normalizeTitle(clipped(fields.sortTitle ?? title)),
    originalTitle: fields.originalTitle,
    year: fields.year,
    overview: fields.plot ?? fields.outline,
    tagline: fields.tagline,
    runtimeMinutes: fields.runtimeMinutes,
    certification: fields.certification,
    status: fields.status,
    firstAired: fields.firstAired,
    lastAired: fields.lastAired,
    ratings: fields.ratings ?? [],
    countries: fields.countries ?? [],
    studios: fields.studios ?? [],
    networks: fields.networks ?? [],
    tags: fields.tags ?? [],
    trailer: fields.trailer,
    language: fields.language,
    knownFrom,
    lockedFields: merged.lockedFields,
    provenance: provenanceAfter(stored?.provenance, merged.provenance),
    titles: titlesOf(merged, [title, name.title, ...name.titleAlts]),
    externalIds: Object.entries(fields.uniqueIds ?? {}).map(([provider, value]) => ({ provider, value })),
    genres: fields.genres?.map(clipped),
    credits: creditsOf(fields),
    artwork: { ...artwork, ...remoteArtwork(merged) },
    ...detailsOf(fields),
  }
}

const nfoSource = ({ kind: _kind, locked, status, premiered, ...fields }: NfoSeries): SeriesSource => ({
  source: 'nfo',
  fields: {
    ...fields,
    ...(premiered !== undefined && { firstAired: premiered }),
    ...(status !== undefined && statusOf(status)),
  },
  locked,
})

const statuses: Readonly<Record<string, SeriesStatus>> = {
  continuing: 'continuing',
  'returning series': 'continuing',
  ended: 'ended',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  planned: 'planned',
  'in production': 'in production',
  pilot: 'pilot',
}

const statusOf = (status: string): { status?: SeriesStatus } => {
  const found = statuses[status.toLowerCase()]
  return found === undefined ? {} : { status: found }
}

const storedThing = ({ id: _id, knownFrom: _knownFrom, lockedFields, provenance, ...fields }: StoredSeries) => ({
  // Null where nothing is stored, which a merge takes for no value.
  fields: fields as SeriesFields,
  lockedFields,
  provenance,
})

const titlesOf = ({ fields }: MergedSeries, further: readonly string[]): SeriesToWrite['titles'] => {
  const named = [...further, fields.originalTitle ?? ''].map((title): OtherTitle => ({ title }))
  const translated = (fields.translations ?? []).flatMap(({ title, language }): OtherTitle[] =>
    title === undefined ? [] : [{ title, language }],
  )
  const all = [...named, ...translated, ...(fields.otherTitles ?? [])].filter(({ title }) => title.trim() !== '')
  const distinct = new Map(all.map(({ title, language }) => [clipped(title), language]))
  return [...distinct].map(([title, language]) => ({
    title,
    normalized: normalizeTitle(title),
    ...(language !== undefined && { language }),
  }))
}

const creditsOf = ({ actors = [], creators = [], directors = [], writers = [] }: SeriesFields): CreditToWrite[] => [
  ...actors.map((actor) => creditToWrite('actor', actor)),
  ...creators.map((person) => creditToWrite('creator', person)),
  ...directors.map((person) => creditToWrite('director', person)),
  ...writers.map((person) => creditToWrite('writer', person)),
]
