import type { Lookups } from '../arr-database.ts'
import type { ArrClient } from '../client/create-arr-client.ts'

/** Names of quality profiles and tags by their ids. */
export interface NamesById {
  qualityProfiles: Map<number, string>
  tags: Map<number, string>
}

/** Asks a server for its quality profiles and tags: two requests. */
export const askForNames = async (client: ArrClient, signal: AbortSignal): Promise<NamesById> => {
  const [qualityProfiles, tags] = await Promise.all([client.qualityProfiles({ signal }), client.tags({ signal })])
  return { qualityProfiles, tags }
}

/** As they are stored with an instance. */
export const lookupsOf = ({ qualityProfiles, tags }: NamesById): Lookups => ({
  qualityProfiles: Object.fromEntries(qualityProfiles),
  tags: Object.fromEntries(tags),
})

/** As they were stored with an instance. */
export const namesOf = ({ qualityProfiles = {}, tags = {} }: Lookups): NamesById => ({
  qualityProfiles: new Map(Object.entries(qualityProfiles).map(([id, name]) => [Number(id), name])),
  tags: new Map(Object.entries(tags).map(([id, label]) => [Number(id), label])),
})

/** Whether all of some ids have a name. */
export const knowsAll = (
  { qualityProfiles, tags }: NamesById,
  items: readonly { qualityProfileId?: number | undefined; tags: readonly number[] }[],
): boolean =>
  items.every(
    (item) =>
      (item.qualityProfileId === undefined || qualityProfiles.has(item.qualityProfileId)) && item.tags.every((tag) => tags.has(tag)),
  )
