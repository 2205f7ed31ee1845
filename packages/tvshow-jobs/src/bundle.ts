import { bundle, type Bundle } from '@backlot/jobs'
import type { TVShowPorts } from './ports.ts'
import { indexTVShowsWorker } from './workers/index-tvshows.ts'
import { matchTVShowFileWorker } from './workers/match-tvshow-file.ts'
import { refreshTVShowMetadataWorker } from './workers/refresh-tvshow-metadata.ts'
import { refreshEpisodeWorker, refreshSeasonWorker, refreshSeriesWorker, refreshTVShowWorker } from './workers/refresh-workers.ts'
import { scanTVShowLibraryWorker } from './workers/scan-tvshow-library.ts'

/** The TV workers for a host: scan, refresh, match, index. */
export const tvshowJobs = (ports: TVShowPorts): Bundle =>
  bundle({
    name: '@backlot/tvshow-jobs',
    version: '0.1.0',
    workers: [
      scanTVShowLibraryWorker(ports),
      refreshTVShowMetadataWorker(ports),
      matchTVShowFileWorker(ports),
      indexTVShowsWorker(ports),
      refreshSeriesWorker(ports),
      refreshTVShowWorker(ports),
      refreshSeasonWorker(ports),
      refreshEpisodeWorker(ports),
    ],
  })
