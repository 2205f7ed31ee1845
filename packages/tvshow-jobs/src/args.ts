import { defineJob } from '@backlot/jobs/define'
import { z } from 'zod'

export { refreshEpisode, refreshSeason, refreshTVShow } from '@backlot/metadata-args'

/** Scans the folders of a library of series: finds, matches and indexes what is new, changed, moved or gone. */
export const scanTVShowLibrary = defineJob({
  kind: 'tvshow_library_scan',
  description: 'Scans the folders of a library of series.',
  package: 'tvshow-jobs',
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
    /** Make series that are not known yet; otherwise their files stay unmatched. */
    autoCreate: z.boolean().default(true),
  }),
  unique: { by: ['libraryId'], while: 'exclusive' },
})

/** Reads metadata of a series, a season or an episode again; with none named, of all series that are due. */
export const refreshTVShowMetadata = defineJob({
  kind: 'tvshow_metadata_refresh',
  description: 'Reads the metadata of a series, season or episode again, or of all series that are due.',
  package: 'tvshow-jobs',
  queue: 'default',
  timeout: '15m',
  maxAttempts: 5,
  args: z.object({
    seriesId: z.uuid().optional(),
    seasonId: z.uuid().optional(),
    episodeId: z.uuid().optional(),
    force: z.boolean().optional(),
    /** How many of the series that are due are asked for at a time. */
    batchSize: z.int().min(1).max(1_000).optional(),
  }),
  unique: { period: '30m' },
})

/** Matches one file of a library of series to its episodes. */
export const matchTVShowFile = defineJob({
  kind: 'tvshow_file_match',
  description: 'Matches one file to its episodes.',
  package: 'tvshow-jobs',
  queue: 'default',
  timeout: '5m',
  maxAttempts: 3,
  args: z.object({
    /** Absolute. */
    path: z.string().min(1),
    libraryId: z.uuid(),
    /** The episodes that it holds, chosen by hand. */
    episodeIds: z.array(z.uuid()).min(1).optional(),
    /** Forget what the scan had matched it to; a match by hand stays. */
    forceRematch: z.boolean().optional(),
    /** Make a series that is not known yet; otherwise the file stays unmatched. */
    autoCreate: z.boolean().default(true),
  }),
  unique: { by: ['path'], while: 'queued' },
})

/** Brings the search index of series, seasons and episodes up to date: some of them, or all anew. */
export const indexTVShows = defineJob({
  kind: 'tvshow_search_index',
  description: 'Updates the search index of series, seasons and episodes, or builds it anew.',
  package: 'tvshow-jobs',
  queue: 'bulk',
  timeout: '10m',
  maxAttempts: 5,
  args: z.object({
    operation: z.enum(['index', 'remove', 'reindex']),
    /** The series to index or remove, with all that they have; `reindex` takes all. */
    seriesIds: z.array(z.uuid()).optional(),
    /** With these or `episodeIds`: no more of the series than what is named. */
    seasonIds: z.array(z.uuid()).optional(),
    episodeIds: z.array(z.uuid()).optional(),
    /** People to index beside those who are credited; who is not there any more is removed. */
    personIds: z.array(z.uuid()).optional(),
  }),
  unique: { while: 'queued' },
})

/** Reads everything about a series again, from its files and the providers. */
export const refreshSeries = defineJob({
  kind: 'tvshow_series_refresh',
  description: 'Reads everything about a series again, from its files and the providers.',
  package: 'tvshow-jobs',
  queue: 'default',
  timeout: '10m',
  maxAttempts: 5,
  args: z.object({
    seriesId: z.uuid(),
    refreshSeasons: z.boolean().default(true),
    refreshEpisodes: z.boolean().default(true),
    languages: z.array(z.string().min(2)).optional(),
  }),
  unique: { by: ['seriesId'], period: '30m' },
})
