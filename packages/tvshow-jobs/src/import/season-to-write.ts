import type { KnownFrom, SeasonToWrite, StoredSeason } from '@backlot/catalog'
import {
  mergeSeason,
  provenanceAfter,
  rankSources,
  storedSources,
  withoutWorse,
  type NfoSeason,
  type NfoSight,
  type SeasonSource,
} from '@backlot/metadata'
import { clipped, detailsOf, remoteArtwork } from './fields-to-write.ts'

/** What is known of a season when it is written. */
export interface SeasonKnowledge {
  id: string
  seriesId: string
  number: number
  nfo: NfoSeason | undefined
  nfoSight: NfoSight
  /** What providers say. */
  provided?: readonly SeasonSource[]
  /** Names of providers, the most trusted first. */
  providers?: readonly string[]
  stored: StoredSeason | undefined
  knownFrom: KnownFrom
  artwork: SeasonToWrite['artwork']
}

/** Merges what all sources say of a season into the form that is stored. Pure. */
export const seasonToWrite = ({ provided = [], providers = [], ...known }: SeasonKnowledge): SeasonToWrite => {
  const { id, seriesId, number, nfo, nfoSight, stored, knownFrom, artwork } = known
  const { first, ranked, last } = storedSources(stored && storedThing(stored), nfoSight)
  const given = provided.map((source) => withoutWorse(source, { provenance: stored?.provenance ?? {}, providers, nfo: nfoSight }))
  const sources = [...(nfo === undefined ? [] : [nfoSource(nfo)]), ...given, ...ranked]
  const merged = mergeSeason([...first, ...rankSources(sources, providers), ...last])
  const { fields } = merged
  return {
    id,
    replaces: stored !== undefined,
    seriesId,
    number,
    title: fields.title === undefined ? undefined : clipped(fields.title),
    overview: fields.plot,
    aired: fields.aired,
    knownFrom,
    lockedFields: merged.lockedFields,
    provenance: provenanceAfter(stored?.provenance, merged.provenance),
    externalIds: Object.entries(fields.uniqueIds ?? {}).map(([provider, value]) => ({ provider, value })),
    artwork: { ...artwork, ...remoteArtwork(merged) },
    ...detailsOf(fields),
  }
}

const nfoSource = ({ title, plot, premiered, uniqueIds, artwork, locked }: NfoSeason): SeasonSource => ({
  source: 'nfo',
  fields: {
    uniqueIds,
    artwork,
    ...(title !== undefined && { title }),
    ...(plot !== undefined && { plot }),
    ...(premiered !== undefined && { aired: premiered }),
  },
  locked,
})

const storedThing = ({ title, plot, aired, lockedFields, provenance }: StoredSeason) => ({
  // Null where nothing is stored, which a merge takes for no value.
  fields: { title, plot, aired } as SeasonSource['fields'],
  lockedFields,
  provenance,
})
