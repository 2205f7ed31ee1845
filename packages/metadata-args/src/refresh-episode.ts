import { defineJob, type JobRequest } from '@backlot/jobs/define'
import { z } from 'zod'

/** Reads everything about an episode again. */
export const refreshEpisode = defineJob({
  kind: 'metadata_refresh_episode',
  description: 'Reads the metadata of an episode again.',
  package: 'tvshow-jobs',
  queue: 'default',
  timeout: '5m',
  maxAttempts: 5,
  args: z.object({
    seriesId: z.uuid(),
    seasonNumber: z.int().min(0),
    episodeNumber: z.int().min(0),
    force: z.boolean().optional(),
    languages: z.array(z.string().min(2)).optional(),
  }),
  unique: { period: '30m' },
})

/** One refresh request for each episode of a series; store them with `insertMany`. */
export const refreshEpisodes = (
  seriesId: string,
  episodes: readonly { seasonNumber: number; episodeNumber: number }[],
  options: { force?: boolean; languages?: string[] } = {},
): JobRequest[] => episodes.map((episode) => refreshEpisode({ seriesId, ...episode, ...options }))
