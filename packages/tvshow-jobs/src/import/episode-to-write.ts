import {
  creditToWrite,
  type CreditToWrite,
  type EpisodeNumbers,
  type EpisodeToWrite,
  type KnownFrom,
  type StoredEpisode,
} from '@backlot/catalog'
import {
  mergeEpisode,
  provenanceAfter,
  rankSources,
  storedSources,
  withoutWorse,
  type EpisodeSource,
  type NfoEpisode,
  type NfoSight,
} from '@backlot/metadata'
import { clipped, detailsOf, remoteArtwork } from './fields-to-write.ts'

/** What is known of an episode when it is written. */
export interface EpisodeKnowledge {
  id: string
  seriesId: string
  seasonId: string | undefined
  /** What is called by now; what is stored of it stays where this says nothing. */
  numbers: EpisodeNumbers
  /** What its file's name says. */
  title: string | undefined
  nfo: NfoEpisode | undefined
  nfoSight: NfoSight
  /** What providers say. */
  provided?: readonly EpisodeSource[]
  /** Names of providers, the most trusted first. */
  providers?: readonly string[]
  stored: StoredEpisode | undefined
  knownFrom: KnownFrom
  artwork: EpisodeToWrite['artwork']
}

/** Merges what all sources say of an episode into the form that is stored. Pure. */
export const episodeToWrite = ({ provided = [], providers = [], ...known }: EpisodeKnowledge): EpisodeToWrite => {
  const { id, seriesId, seasonId, numbers, title, nfo, nfoSight, stored, knownFrom, artwork } = known
  const base = {
    id,
    replaces: stored !== undefined,
    seriesId,
    seasonId: seasonId ?? stored?.seasonId ?? undefined,
    ...(numbers.number === undefined
      ? { seasonNumber: stored?.seasonNumber ?? undefined, number: stored?.number ?? undefined }
      : { seasonNumber: numbers.season, number: numbers.number }),
    absoluteNumber: numbers.absolute ?? stored?.absoluteNumber ?? undefined,
    knownFrom,
    artwork,
  }
  // Most files of a first scan say no more than their name does.
  if (stored === undefined && nfo === undefined && provided.length === 0) return { ...base, ...onlyNamed(title), aired: numbers.aired }

  const { first, ranked, last } = storedSources(stored && storedThing(stored), nfoSight)
  const fromName: EpisodeSource = { source: 'name', fields: title === undefined ? {} : { title } }
  const given = provided.map((source) => withoutWorse(source, { provenance: stored?.provenance ?? {}, providers, nfo: nfoSight }))
  const sources = [...(nfo === undefined ? [] : [nfoSource(nfo)]), ...given, fromName, ...ranked]
  const merged = mergeEpisode([...first, ...rankSources(sources, providers), ...last])
  const { fields } = merged
  return {
    ...base,
    aired: fields.aired ?? numbers.aired,
    absoluteNumber: base.absoluteNumber ?? fields.absoluteNumber,
    title: fields.title === undefined ? undefined : clipped(fields.title),
    overview: fields.plot,
    runtimeMinutes: fields.runtimeMinutes,
    ratings: fields.ratings ?? [],
    lockedFields: merged.lockedFields,
    provenance: provenanceAfter(stored?.provenance, merged.provenance),
    externalIds: Object.entries(fields.uniqueIds ?? {}).map(([provider, value]) => ({ provider, value })),
    credits: creditsOf(fields),
    artwork: { ...artwork, ...remoteArtwork(merged) },
    ...detailsOf(fields),
  }
}

const onlyNamed = (title: string | undefined) => ({
  title: title === undefined ? undefined : clipped(title),
  ratings: [],
  lockedFields: [],
  provenance: title === undefined ? {} : { title: 'name' },
  externalIds: [],
  credits: [],
})

const nfoSource = ({ title, plot, aired, premiered, runtimeMinutes, ...nfo }: NfoEpisode): EpisodeSource => {
  const { ratings, uniqueIds, actors, directors, writers, artwork, locked } = nfo
  const day = aired ?? premiered
  return {
    source: 'nfo',
    fields: {
      ratings,
      uniqueIds,
      // Kodi lists the guests of an episode with all others; those of the series are known there.
      guests: actors,
      directors,
      writers,
      artwork: artwork.map((picture) => (picture.type === 'thumb' ? { ...picture, type: 'still' as const } : picture)),
      ...(title !== undefined && { title }),
      ...(plot !== undefined && { plot }),
      ...(day !== undefined && { aired: day }),
      ...(runtimeMinutes !== undefined && { runtimeMinutes }),
    },
    locked,
  }
}

const storedThing = ({ title, plot, aired, runtimeMinutes, ratings, absoluteNumber, lockedFields, provenance }: StoredEpisode) => ({
  // Null where nothing is stored, which a merge takes for no value.
  fields: { title, plot, aired, runtimeMinutes, ratings, absoluteNumber } as EpisodeSource['fields'],
  lockedFields,
  provenance,
})

const creditsOf = ({ guests = [], directors = [], writers = [] }: EpisodeSource['fields']): CreditToWrite[] => [
  ...guests.map((guest) => creditToWrite('guest', guest)),
  ...directors.map((person) => creditToWrite('director', person)),
  ...writers.map((person) => creditToWrite('writer', person)),
]
