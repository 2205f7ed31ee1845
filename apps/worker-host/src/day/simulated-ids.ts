import type { RadarrSimulator, SonarrSimulator } from '@backlot/simulators'

/** The id that a film has in the simulated Radarr. */
export const idOf = (radarr: RadarrSimulator, { tmdbId, title }: { tmdbId: number; title: string }): number => {
  const found = [...radarr.movies.values()].find((movie) => movie.tmdbId === tmdbId)
  if (found === undefined) throw new Error(`The simulated Radarr has no film "${title}"`)
  return found.id
}

/** The id that a series has in the simulated Sonarr. */
export const seriesIdOf = (sonarr: SonarrSimulator, { tvdbId, title }: { tvdbId: number; title: string }): number => {
  const found = [...sonarr.series.values()].find((series) => series.tvdbId === tvdbId)
  if (found === undefined) throw new Error(`The simulated Sonarr has no series "${title}"`)
  return found.id
}

/** The file that holds an episode there. */
export const fileIdOf = (sonarr: SonarrSimulator, seriesId: number, season: number, episode: number): number =>
  sonarr.series.get(seriesId)?.episodes.find(({ seasonNumber, episodeNumber }) => seasonNumber === season && episodeNumber === episode)
    ?.fileId ?? 0
