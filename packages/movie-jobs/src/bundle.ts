import { bundle, type Bundle } from '@backlot/jobs'
import type { MoviePorts } from './ports.ts'
import { indexMoviesWorker } from './workers/index-movies.ts'
import { matchMovieFileWorker } from './workers/match-movie-file.ts'
import { refreshMovieWorker } from './workers/refresh-movie.ts'
import { scanMovieLibraryWorker } from './workers/scan-movie-library.ts'

/** The movie workers for a host: scan, refresh, match, index. */
export const movieJobs = (ports: MoviePorts): Bundle =>
  bundle({
    name: '@backlot/movie-jobs',
    version: '0.1.0',
    workers: [scanMovieLibraryWorker(ports), refreshMovieWorker(ports), matchMovieFileWorker(ports), indexMoviesWorker(ports)],
  })
