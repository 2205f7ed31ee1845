import { z } from 'zod'
import { movieSchema, movieSummarySchema } from './movie-schema.ts'

const knownFrom = z.enum(['name', 'nfo', 'provider'])
const artwork = movieSchema.shape.artwork

/** A series as lists show it. */
export const seriesSummarySchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    year: z.int().optional(),
    status: z.string().optional(),
    knownFrom,
    seasons: z.int(),
    episodes: z.int(),
    episodesWithFile: z.int().meta({ description: 'of the episodes: those with a file that is there' }),
    hasFile: z.boolean(),
    poster: movieSummarySchema.shape.poster,
    addedAt: z.iso.datetime(),
  })
  .meta({ id: 'SeriesSummary' })

/** A series of a list, as the API gives it. */
export type SeriesSummaryView = z.output<typeof seriesSummarySchema>

const episodeFileSchema = z
  .object({
    id: z.string(),
    libraryId: z.uuid(),
    path: z.string(),
    size: z.number(),
    part: z.int().optional(),
    version: z.string().optional(),
    media: z.record(z.string(), z.unknown()).optional().meta({ description: 'what the container says' }),
    match: z.object({ confidence: z.number(), why: z.string(), by: z.enum(['scan', 'manual']) }).optional(),
    missingSince: z.string().optional(),
  })
  .meta({ id: 'EpisodeFile' })

/** An episode with its files. */
export const episodeSchema = z
  .object({
    id: z.uuid(),
    seasonNumber: z.int().optional(),
    number: z.number().optional().meta({ description: 'a half one, as 10.5, lies between two others' }),
    absoluteNumber: z.number().optional(),
    aired: z.string().optional(),
    title: z.string().optional(),
    overview: z.string().optional(),
    runtimeMinutes: z.number().optional(),
    ratings: movieSchema.shape.ratings,
    knownFrom,
    artwork,
    files: z.array(episodeFileSchema),
  })
  .meta({ id: 'Episode' })

const seasonSchema = z
  .object({
    id: z.uuid(),
    number: z.int().meta({ description: '0 are the specials' }),
    title: z.string().optional(),
    overview: z.string().optional(),
    aired: z.string().optional(),
    artwork,
    episodes: z.int(),
    episodesWithFile: z.int().meta({ description: 'of the episodes: those with a file that is there' }),
  })
  .meta({ id: 'Season' })

/** A series with all that is known of it; what is not known is absent. */
export const seriesSchema = z
  .object({
    ...movieSchema.omit({ released: true, collection: true, files: true }).shape,
    status: z.string().optional(),
    firstAired: z.string().optional(),
    lastAired: z.string().optional(),
    networks: z.array(z.string()),
    seasons: z.array(seasonSchema),
    unnumbered: z.int().meta({ description: 'how many episodes are known by their day or absolute number alone' }),
    extras: z.array(z.object({ id: z.string(), path: z.string(), extraType: z.string().optional(), role: z.string() })),
  })
  .meta({ id: 'Series' })

/** An episode, as the API gives it. */
export type EpisodeView = z.output<typeof episodeSchema>

/** One series, as the API gives it. */
export type SeriesView = z.output<typeof seriesSchema>
