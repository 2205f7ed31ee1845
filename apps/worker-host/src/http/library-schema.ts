import { z } from 'zod'
import { librarySettingsShape } from '../config/library-settings.ts'

const time = z.iso.datetime()
const counts = {
  found: z.int().meta({ description: 'video files of films or episodes that are there: matched + unmatched + ignored' }),
  matched: z.int(),
  unmatched: z.int(),
  ignored: z.int().meta({ description: 'a person said that they are none' }),
  extras: z.int().meta({ description: 'trailers, featurettes and their like' }),
  missing: z.int().meta({ description: 'files that are gone and not forgotten yet' }),
}

/** What a library holds. */
export const libraryTypeSchema = z.enum(['movie', 'tvshow']).meta({ id: 'LibraryType' })

/** What a scan did: added, updated, moved and gone are this scan's, the other counts the whole library's. */
export const scanResultSchema = z
  .object({
    ...counts,
    added: z.int(),
    updated: z.int(),
    moved: z.int(),
    gone: z.int(),
    problems: z.int().meta({ description: 'what could not be seen or done' }),
    warnings: z.int().meta({ description: 'files that are there and damaged' }),
    skipped: z.record(z.string(), z.int()).meta({ description: 'how many, by reason' }),
    seconds: z.number(),
    phases: z.record(z.string(), z.number()).meta({ description: 'milliseconds in each phase' }),
  })
  .meta({ id: 'ScanResult' })

/** What a scan did, as the API gives it. */
export type ScanResultView = z.output<typeof scanResultSchema>

/** One scan of a library. */
export const scanSchema = z
  .object({
    id: z.string(),
    jobId: z.string().optional(),
    state: z.string(),
    startedAt: time.optional(),
    finishedAt: time.optional(),
    error: z.string().optional(),
    result: scanResultSchema.partial().optional(),
  })
  .meta({ id: 'Scan' })

/** A library with its folders and counts. */
export const librarySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    type: libraryTypeSchema,
    ...librarySettingsShape,
    roots: z.array(
      z.object({
        path: z.string(),
        status: z.enum(['new', 'online', 'offline']),
        reason: z.string().optional(),
        watched: z.boolean().optional().meta({ description: 'whether this host notices changes in it, where it is to' }),
        notWatched: z.string().optional().meta({ description: 'why it does not' }),
      }),
    ),
    ...counts,
    note: z.string().optional().meta({ description: 'why it is not scanned' }),
  })
  .meta({ id: 'Library' })

/** A library, as the API gives it. */
export type LibraryView = z.output<typeof librarySchema>

/** A library to add. */
export const addLibrarySchema = z
  .strictObject({
    name: z.string().trim().min(1).optional().meta({ description: "default: its first folder's name" }),
    type: libraryTypeSchema.default('movie'),
    paths: z.array(z.string().min(1)).min(1),
    ...librarySettingsShape,
  })
  .meta({ id: 'AddLibrary' })

/** A library to add, with its defaults filled in. */
export type AddLibrary = z.output<typeof addLibrarySchema>

const { enabled, scanOnStart, scanInterval, watch, preferredLanguage, metadataProviders } = librarySettingsShape

/** What to change of a library; what is left out stays. `null` takes the language or the providers back to the host's. */
export const editLibrarySchema = z
  .strictObject({
    name: z.string().trim().min(1).optional(),
    enabled: enabled.unwrap().optional(),
    scanOnStart: scanOnStart.unwrap().optional(),
    scanInterval: scanInterval.unwrap().optional(),
    watch: watch.unwrap().optional(),
    preferredLanguage: preferredLanguage.nullable(),
    metadataProviders: metadataProviders.nullable(),
  })
  .meta({ id: 'EditLibrary' })

/** What to change of a library, read from a request. */
export type EditLibrary = z.output<typeof editLibrarySchema>

/** How to scan. */
export const scanOptionsSchema = z
  .strictObject({
    paths: z.array(z.string().min(1)).min(1).optional().meta({ description: 'folders to keep to' }),
    force: z.boolean().optional().meta({ description: 'look at every file, not only at changed folders' }),
    dryRun: z.boolean().optional().meta({ description: 'say what would happen, write nothing' }),
    allowMassRemoval: z.boolean().optional(),
  })
  .meta({ id: 'ScanOptions' })

/** How to scan, read from a request. */
export type ScanOptions = z.output<typeof scanOptionsSchema>

/** A file that is gone. */
export const missingFileSchema = z
  .object({
    id: z.string(),
    library: z.string(),
    path: z.string(),
    itemId: z.uuid().optional().meta({ description: 'the film or series that it is of' }),
    itemType: z.enum(['movie', 'series']).optional(),
    title: z.string().optional(),
    missingSince: time,
    reason: z.string().meta({ description: 'why it is still listed' }),
  })
  .meta({ id: 'MissingFile' })

/** A file that is gone, as the API gives it. */
export type MissingFileView = z.output<typeof missingFileSchema>

/** Something that a scan could not see or do. */
export const problemRowSchema = z
  .object({
    severity: z.enum(['error', 'warning']),
    path: z.string(),
    kind: z.string(),
    message: z.string(),
    at: time,
  })
  .meta({ id: 'LibraryProblem' })

/** A problem, as the API gives it. */
export type LibraryProblemView = z.output<typeof problemRowSchema>

/** A folder of files that nobody could name. */
export const unmatchedFolderSchema = z
  .object({
    library: z.string(),
    libraryId: z.uuid(),
    path: z.string(),
    folder: z.string().meta({ description: "relative to its library's folder" }),
    files: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        title: z.string().optional().meta({ description: 'what its name says' }),
        year: z.int().optional(),
        season: z.int().optional(),
        episodes: z.array(z.number()).optional(),
        absolute: z.array(z.number()).optional().meta({ description: 'numbers that run through all seasons' }),
        airDate: z.string().optional(),
        candidates: z.array(
          z.object({
            itemId: z.uuid().optional(),
            provider: z.string().optional(),
            providerId: z.string().optional(),
            title: z.string(),
            year: z.int().optional(),
            confidence: z.number(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'UnmatchedFolder' })

/** A folder of unmatched files, as the API gives it. */
export type UnmatchedFolderView = z.output<typeof unmatchedFolderSchema>

/** Which files: by id, or all of a folder. */
export const fileTargetSchema = z.strictObject({
  files: z.array(z.string().min(1)).min(1).optional(),
  path: z.string().min(1).optional().meta({ description: 'a file, or a folder: everything in it' }),
})

/** Which files, read from a request. */
export type FileTarget = z.output<typeof fileTargetSchema>

/** What files are: a film or a series that is known, or one by its title and year or a provider's id; of a series also which episodes. */
export const matchRequestSchema = fileTargetSchema
  .extend({
    movieId: z.uuid().optional(),
    seriesId: z.uuid().optional(),
    title: z
      .string()
      .trim()
      .min(1)
      .optional()
      .meta({ description: 'of a film, or of a series where the files are in a library of series' }),
    year: z.int().min(1870).max(2200).optional(),
    externalId: z
      .object({ provider: z.enum(['tmdb', 'tvmaze', 'imdb', 'tvdb']), value: z.string().regex(/^[\w-]{1,64}$/) })
      .optional()
      .meta({ description: 'of a candidate that only a provider has; the film or series is made of it and refreshed' }),
    season: z.int().min(0).max(9_999).optional().meta({ description: 'where the names do not say it, or say it wrong' }),
    episodes: z
      .array(z.int().min(0).max(99_999))
      .min(1)
      .max(2_000)
      .optional()
      .meta({ description: 'all of them in one file; or one in each of as many files, in the order of their names' }),
  })
  .meta({ id: 'MatchRequest' })

/** What files are, read from a request. */
export type MatchRequest = z.output<typeof matchRequestSchema>

/** How many files something was done to. */
export const changedSchema = z
  .object({
    changed: z.int(),
    movieId: z.uuid().optional(),
    seriesId: z.uuid().optional(),
    undecided: z.int().optional().meta({ description: 'files that stay as they are: nothing says which episodes they hold' }),
  })
  .meta({ id: 'Changed' })

/** How many files, as the API gives it. */
export type Changed = z.output<typeof changedSchema>
