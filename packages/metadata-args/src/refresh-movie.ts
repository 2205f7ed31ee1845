import { defineJob, type JobRequest } from '@backlot/jobs/define'
import { z } from 'zod'

/** Reads everything about a film again: NFO, container, name, then the providers. */
export const refreshMovie = defineJob({
  kind: 'metadata_refresh_movie',
  description: 'Reads the metadata of a film again, from its files and the providers.',
  package: 'movie-jobs',
  queue: 'default',
  timeout: '5m',
  maxAttempts: 5,
  args: z.object({ movieId: z.uuid(), force: z.boolean().optional(), languages: z.array(z.string().min(2)).optional() }),
  unique: { period: '30m' },
})

/** One refresh request for each film; store them with `insertMany`. */
export const refreshMovies = (ids: readonly string[], options: { force?: boolean; languages?: string[] } = {}): JobRequest[] =>
  ids.map((movieId) => refreshMovie({ movieId, ...options }))
