export {
  indexTVShows,
  matchTVShowFile,
  refreshEpisode,
  refreshSeason,
  refreshSeries,
  refreshTVShow,
  refreshTVShowMetadata,
  scanTVShowLibrary,
} from './args.ts'
export { tvshowJobs } from './bundle.ts'
export { indexSeries, type SeriesToIndex } from './import/index-series.ts'
export { seriesImporter } from './import/series-importer.ts'
export {
  matchEpisodesByHand,
  matchSeriesByHand,
  type ByHandPorts,
  type EpisodesChoice,
  type MatchedByHand,
  type SeriesChoice,
} from './match/decide-by-hand.ts'
export type { TVShowPorts } from './ports.ts'
export { tvshowContent } from './refresh/tvshow-content.ts'
export type { RefreshSeriesResult } from './refresh/refresh-series.ts'
export { indexTVShowsWorker, type IndexTVShowsResult } from './workers/index-tvshows.ts'
export { matchTVShowFileWorker, type MatchTVShowFileResult } from './workers/match-tvshow-file.ts'
export { refreshTVShowMetadataWorker, type SweepResult } from './workers/refresh-tvshow-metadata.ts'
export { refreshEpisodeWorker, refreshSeasonWorker, refreshSeriesWorker, refreshTVShowWorker } from './workers/refresh-workers.ts'
export { scanTVShowLibraryWorker } from './workers/scan-tvshow-library.ts'
