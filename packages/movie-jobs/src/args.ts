import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'

export { refreshMovie } from '@backlot/metadata-args'

/** Scans the folders of a film library: finds, matches and indexes what is new, changed, moved or gone. */
export const scanMovieLibrary = defineJob({
  kind: 'movie_library_scan',
  description: 'Scans the folders of a film library.',
  package: 'movie-jobs',
  queue: 'bulk',
  timeout: '30m',
  maxAttempts: 3,
  args: z.object({
    libraryId: z.uuid(),
    scanId: z.uuid().optional(),
    /** Folders to limit it to. */
    paths: z.array(z.string().min(1)).min(1).optional(),
    /** List every folder, also those whose time did not move. */
    force: z.boolean().optional(),
    /** Say what would happen, and write nothing. */
    dryRun: z.boolean().optional(),
    /** Believe that many files are gone at once. */
    allowMassRemoval: z.boolean().optional(),
  }),
  unique: { by: ['libraryId'], while: 'exclusive' },
})

/** Matches one file of a film library to its film. */
export const matchMovieFile = defineJob({
  kind: 'movie_file_match',
  description: 'Matches one file to its film.',
  package: 'movie-jobs',
  queue: 'default',
  timeout: '5m',
  maxAttempts: 3,
  args: z.object({
    /** Absolute. */
    path: z.string().min(1),
    libraryId: z.uuid(),
    /** Forget what the scan had matched it to; a match by hand stays. */
    forceRematch: z.boolean().optional(),
  }),
  unique: { by: ['path'], while: 'queued' },
})

/** Brings the search index of films up to date: some films, or all of them anew. */
export const indexMovies = defineJob({
  kind: 'movie_search_index',
  description: 'Updates the search index of films, or builds it anew.',
  package: 'movie-jobs',
  queue: 'default',
  timeout: '15m',
  maxAttempts: 5,
  args: z.object({
    operation: z.enum(['index', 'remove', 'reindex']),
    /** The films to index or remove; `reindex` takes all. */
    movieIds: z.array(z.uuid()).optional(),
    /** People to index beside those in the films; who is not there any more is removed. */
    personIds: z.array(z.uuid()).optional(),
  }),
  unique: { while: 'queued' },
})
