import { defineJob, type JobRequest } from '@backlot/jobs/define'
import { z } from 'zod'

/** Reads everything about a season again, with its episodes unless told otherwise. Season 0 holds the specials. */
export const refreshSeason = defineJob({
  kind: 'metadata_refresh_season',
  description: 'Reads the metadata of a season again, with its episodes.',
  package: 'tvshow-jobs',
  queue: 'default',
  timeout: '5m',
  maxAttempts: 5,
  args: z.object({
    seriesId: z.uuid(),
    seasonNumber: z.int().min(0),
    force: z.boolean().optional(),
    languages: z.array(z.string().min(2)).optional(),
    includeEpisodes: z.boolean().default(true),
  }),
  unique: { period: '30m' },
})

/** One refresh request for each season of a series; store them with `insertMany`. */
export const refreshSeasons = (
  seriesId: string,
  seasonNumbers: readonly number[],
  options: { force?: boolean; languages?: string[]; includeEpisodes?: boolean } = {},
): JobRequest[] => seasonNumbers.map((seasonNumber) => refreshSeason({ seriesId, seasonNumber, ...options }))
