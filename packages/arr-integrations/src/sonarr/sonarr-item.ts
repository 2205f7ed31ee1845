import type { ManagedSeason } from '@backlot/catalog'
import type { SonarrEpisode, SonarrSeries } from '../client/sonarr-series.ts'
import { fingerprintOf } from '../sync/fingerprint.ts'
import type { NamesById } from '../sync/lookups.ts'
import type { RemoteFile, RemoteItem } from '../sync/remote-item.ts'
import { seriesIds } from './series-fields-of.ts'

/** A series as a Sonarr keeps it, with its episodes. */
export interface SonarrItem extends RemoteItem {
  series: SonarrSeries
  episodes: SonarrEpisode[]
}

/** Makes of a series and its episodes as they were read one that can be compared and written. */
export const sonarrItem = (
  series: SonarrSeries,
  episodes: SonarrEpisode[],
  { names, salt }: { names: NamesById; salt: string },
): SonarrItem => {
  const { id: remoteId, title, alternateTitles, year, path, monitored = false, qualityProfileId } = series
  const item = {
    remoteId,
    title,
    titles: [...new Set([title, ...alternateTitles.map((other) => other.title)])],
    year,
    ids: seriesIds(series),
    path,
    monitored,
    qualityProfile: qualityProfileId === undefined ? undefined : names.qualityProfiles.get(qualityProfileId),
    tags: series.tags.flatMap((tag) => names.tags.get(tag) ?? []),
    seasons: seasonsOf(series, episodes),
    files: filesOf(series, episodes),
    series,
    episodes,
  }
  return { ...item, fingerprint: fingerprintOf(salt, item) }
}

/** What is monitored: by season, and the episodes for which it is not as for their season. */
const seasonsOf = ({ seasons }: SonarrSeries, episodes: readonly SonarrEpisode[]): ManagedSeason[] => {
  const said = new Map(seasons.map(({ seasonNumber, monitored = false }) => [seasonNumber, monitored]))
  const numbers = new Set([...said.keys(), ...episodes.map(({ seasonNumber }) => seasonNumber)])
  const bySeason = Map.groupBy(episodes, ({ seasonNumber }) => seasonNumber)
  return [...numbers]
    .toSorted((a, b) => a - b)
    .map((number) => {
      const monitored = said.get(number) ?? false
      const others = (bySeason.get(number) ?? []).filter((episode) => (episode.monitored ?? false) !== monitored)
      return { number, monitored, except: others.map(({ episodeNumber }) => episodeNumber).toSorted((a, b) => a - b) }
    })
}

/** A file of several episodes comes with each of them, and is one file. */
const filesOf = ({ path: folder }: SonarrSeries, episodes: readonly SonarrEpisode[]): RemoteFile[] => {
  const files = new Map<number, RemoteFile>()
  for (const { episodeFile } of episodes) {
    if (episodeFile === undefined) continue
    const { id: remoteId, relativePath, path } = episodeFile
    const place = folder !== undefined && relativePath !== undefined ? `${folder}/${relativePath}` : path
    if (place !== undefined) files.set(remoteId, { remoteId, path: place })
  }
  return [...files.values()]
}
