import { worker } from '@backlot/jobs'
import { askLater } from '@backlot/metadata'
import { refreshEpisode, refreshSeason, refreshTVShow } from '@backlot/metadata-args'
import { refreshSeries } from '../args.ts'
import { readSeriesAgain, type RefreshPorts } from '../refresh/refresh-series.ts'

/** Reads a series again, with its seasons and episodes unless told otherwise. */
export const refreshTVShowWorker = (ports: RefreshPorts) =>
  worker(
    refreshTVShow,
    askLater(async ({ args, ...context }) => {
      const { seriesId, force = false, languages, includeSeasons, includeEpisodes } = args
      return await readSeriesAgain(ports, { seriesId, force, languages, seasons: includeSeasons, episodes: includeEpisodes }, context)
    }),
  )

/** Reads everything about a series again; what providers say has not changed, too. */
export const refreshSeriesWorker = (ports: RefreshPorts) =>
  worker(
    refreshSeries,
    askLater(async ({ args, ...context }) => {
      const { seriesId, languages, refreshSeasons, refreshEpisodes } = args
      return await readSeriesAgain(ports, { seriesId, force: true, languages, seasons: refreshSeasons, episodes: refreshEpisodes }, context)
    }),
  )

/** Reads a season again, with its episodes unless told otherwise. */
export const refreshSeasonWorker = (ports: RefreshPorts) =>
  worker(
    refreshSeason,
    askLater(async ({ args, ...context }) => {
      const { seriesId, seasonNumber: season, force = false, languages, includeEpisodes } = args
      return await readSeriesAgain(ports, { seriesId, season, force, languages, seasons: true, episodes: includeEpisodes }, context)
    }),
  )

/** Reads an episode again. */
export const refreshEpisodeWorker = (ports: RefreshPorts) =>
  worker(
    refreshEpisode,
    askLater(async ({ args, ...context }) => {
      const { seriesId, seasonNumber: season, episodeNumber: episode, force = false, languages } = args
      return await readSeriesAgain(ports, { seriesId, season, episode, force, languages, seasons: true, episodes: true }, context)
    }),
  )
