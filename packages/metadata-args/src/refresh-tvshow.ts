import { defineJob, type JobRequest } from '@backlot/jobs/define'
import { z } from 'zod'

/** Reads everything about a series again, with its seasons and episodes unless told otherwise. */
export const refreshTVShow = defineJob({
  kind: 'metadata_refresh_tvshow',
  description: 'Reads the metadata of a series again, with its seasons and episodes.',
  package: 'tvshow-jobs',
  queue: 'default',
  timeout: '10m',
  maxAttempts: 5,
  args: z.object({
    seriesId: z.uuid(),
    force: z.boolean().optional(),
    languages: z.array(z.string().min(2)).optional(),
    includeSeasons: z.boolean().default(true),
    includeEpisodes: z.boolean().default(true),
  }),
  unique: { period: '30m' },
})

/** One refresh request for each series; store them with `insertMany`. */
export const refreshTVShows = (
  ids: readonly string[],
  options: { force?: boolean; languages?: string[]; includeSeasons?: boolean; includeEpisodes?: boolean } = {},
): JobRequest[] => ids.map((seriesId) => refreshTVShow({ seriesId, ...options }))
