import type { ExternalId } from '@backlot/catalog'
import type { SeriesFields, SeriesStatus } from '@backlot/metadata'
import type { SonarrSeries } from '../client/sonarr-series.ts'
import { artworkOf } from '../radarr/movie-fields-of.ts'

/** What a Sonarr says of a series, in the words of every source. */
export const seriesFieldsOf = (series: SonarrSeries): SeriesFields => {
  const { title, year, overview, runtime, genres, network, certification, firstAired, lastAired, ratings } = series
  const status = statuses[series.status ?? '']
  return {
    title,
    ...(year !== undefined && { year }),
    ...(firstAired !== undefined && { firstAired }),
    ...(lastAired !== undefined && { lastAired }),
    ...(status !== undefined && { status }),
    ...(runtime !== undefined && { runtimeMinutes: runtime }),
    ...(overview !== undefined && { plot: overview }),
    genres,
    ...(network !== undefined && { networks: [network] }),
    ...(ratings !== undefined &&
      ratings.value > 0 && {
        ratings: [{ source: 'tvdb', value: ratings.value, max: 10, ...(ratings.votes !== undefined && { votes: ratings.votes }) }],
      }),
    ...(certification !== undefined && { certification }),
    artwork: artworkOf(series.images),
    uniqueIds: Object.fromEntries(seriesIds(series).map(({ provider, value }) => [provider, value])),
  }
}

const statuses: Record<string, SeriesStatus> = { continuing: 'continuing', ended: 'ended', upcoming: 'planned' }

/** The ids of a series, each as its own provider's; Sonarr is surest of TVDB's. */
export const seriesIds = ({
  tvdbId,
  tmdbId,
  imdbId,
  tvMazeId,
}: Pick<SonarrSeries, 'tvdbId' | 'tmdbId' | 'imdbId' | 'tvMazeId'>): ExternalId[] => [
  ...(tvdbId === undefined ? [] : [{ provider: 'tvdb', value: String(tvdbId) }]),
  ...(tmdbId === undefined ? [] : [{ provider: 'tmdb', value: String(tmdbId) }]),
  ...(imdbId === undefined || !/^tt\d+$/.test(imdbId) ? [] : [{ provider: 'imdb', value: imdbId }]),
  ...(tvMazeId === undefined ? [] : [{ provider: 'tvmaze', value: String(tvMazeId) }]),
]
