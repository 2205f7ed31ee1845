import type { SimulatedEpisode, SimulatedEpisodeFile, SimulatedSeries } from './sonarr-series.ts'

/** A series as posts tell of it. */
export const postedSeries = (series: SimulatedSeries): object => ({
  id: series.id,
  title: series.title,
  path: series.path,
  tvdbId: series.tvdbId,
  tvMazeId: series.tvMazeId,
  imdbId: series.imdbId,
  type: series.seriesType,
  year: series.year,
  genres: series.genres,
  tags: [],
})

/** Episodes as posts tell of them. */
export const postedEpisodes = ({ id: seriesId }: SimulatedSeries, episodes: readonly SimulatedEpisode[]): object[] =>
  episodes.map(({ id, episodeNumber, seasonNumber, title, airDate, tvdbId }) => ({
    id,
    episodeNumber,
    seasonNumber,
    title,
    airDate,
    airDateUtc: `${airDate}T20:00:00Z`,
    seriesId,
    tvdbId,
  }))

/** A file as posts tell of it. */
export const postedEpisodeFile = ({ path }: SimulatedSeries, file: SimulatedEpisodeFile): object => ({
  id: file.id,
  relativePath: file.relativePath,
  path: `${path}/${file.relativePath}`,
  quality: 'HDTV-720p',
  qualityVersion: 1,
  releaseGroup: 'GROUP',
  size: file.size,
  dateAdded: file.dateAdded,
})

/** What is posted to try a webhook. */
export const sonarrTestPost = (instanceName: string): object => ({
  series: { id: 1, title: 'Test Title', path: 'C:\\testpath', tvdbId: 1234, tvMazeId: 0, type: 'standard', year: 0, tags: ['test-tag'] },
  episodes: [{ id: 123, episodeNumber: 1, seasonNumber: 1, title: 'Test title', seriesId: 0, tvdbId: 0 }],
  eventType: 'Test',
  instanceName,
  applicationUrl: '',
})
