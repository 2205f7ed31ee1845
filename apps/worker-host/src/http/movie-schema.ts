import { z } from 'zod'

/** A film as lists show it. */
export const movieSummarySchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    year: z.int().optional(),
    runtimeMinutes: z.number().optional(),
    knownFrom: z.enum(['name', 'nfo', 'provider']),
    hasFile: z.boolean(),
    poster: z.string().optional().meta({ description: 'the path of its first poster, in the sizes of `size`' }),
    addedAt: z.iso.datetime(),
  })
  .meta({ id: 'MovieSummary' })

/** A film of a list, as the API gives it. */
export type MovieSummaryView = z.output<typeof movieSummarySchema>

const movieFileSchema = z
  .object({
    id: z.string(),
    libraryId: z.uuid(),
    path: z.string(),
    size: z.number(),
    role: z.enum(['feature', 'disc', 'extra']),
    extraType: z.string().optional(),
    part: z.int().optional(),
    edition: z.string().optional(),
    version: z.string().optional(),
    media: z.record(z.string(), z.unknown()).optional().meta({ description: 'what the container says' }),
    match: z.object({ confidence: z.number(), why: z.string(), by: z.enum(['scan', 'manual']) }).optional(),
    missingSince: z.string().optional(),
  })
  .meta({ id: 'MovieFile' })

const managerSchema = z
  .object({
    app: z.enum(['radarr', 'sonarr']),
    instance: z.string(),
    itemId: z.int().meta({ description: 'the id that it has there' }),
    monitored: z.boolean(),
    qualityProfile: z.string().optional(),
    tags: z.array(z.string()),
    seasons: z
      .array(
        z.object({
          number: z.int(),
          monitored: z.boolean(),
          except: z.array(z.number()).meta({ description: 'the numbers of the episodes for which it is otherwise' }),
        }),
      )
      .optional(),
  })
  .meta({ id: 'ItemManager' })

/** A film with all that is known of it; what is not known is absent. */
export const movieSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    sortTitle: z.string(),
    originalTitle: z.string().optional(),
    year: z.int().optional(),
    overview: z.string().optional(),
    tagline: z.string().optional(),
    runtimeMinutes: z.number().optional(),
    certification: z.string().optional(),
    released: z.string().optional(),
    ratings: z.array(z.object({ source: z.string(), value: z.number(), max: z.number(), votes: z.number().optional() })),
    countries: z.array(z.string()),
    studios: z.array(z.string()),
    tags: z.array(z.string()),
    trailer: z.string().optional(),
    language: z.string().optional(),
    collection: z.object({ id: z.uuid(), name: z.string() }).optional(),
    knownFrom: z.enum(['name', 'nfo', 'provider']),
    lockedFields: z.array(z.string()),
    provenance: z.record(z.string(), z.string()).meta({ description: 'which source each field came from' }),
    titles: z.array(z.object({ title: z.string(), language: z.string() })),
    externalIds: z.array(z.object({ provider: z.string(), value: z.string() })),
    genres: z.array(z.string()),
    credits: z.array(
      z.object({
        kind: z.enum(['actor', 'guest', 'director', 'writer', 'creator']),
        personId: z.uuid(),
        name: z.string(),
        role: z.string(),
        /** Where the API serves a picture of the person, if a source offers one. */
        image: z.string().optional(),
      }),
    ),
    artwork: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        source: z.string(),
        url: z.string().optional(),
        path: z.string().optional(),
        image: z.string(),
      }),
    ),
    files: z.array(movieFileSchema),
    managedBy: z.array(managerSchema).meta({ description: 'the Radarrs and Sonarrs that keep it' }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Movie' })

/** One film, as the API gives it. */
export type MovieView = z.output<typeof movieSchema>

/** What a search is for. */
export const searchQuerySchema = z.object({
  q: z.string().default('').meta({ description: 'words; typos and beginnings of words are found' }),
  type: z.enum(['movies', 'series', 'seasons', 'episodes', 'people']).optional(),
  genre: z.string().optional(),
  yearFrom: z.coerce.number().int().optional(),
  yearTo: z.coerce.number().int().optional(),
  resolution: z.string().optional(),
  library: z.string().optional(),
  sort: z.enum(['relevance', 'title', 'year', 'added']).default('relevance'),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  offset: z.coerce.number().int().min(0).default(0),
})

/** A search, read from its query. */
export type SearchRequest = z.output<typeof searchQuerySchema>

/** What was found, best first. */
export const searchAnswerSchema = z
  .object({
    hits: z.array(
      z.object({
        collection: z.string(),
        id: z.string(),
        title: z.string(),
        year: z.int().optional(),
        parentId: z.string().optional(),
        score: z.number(),
      }),
    ),
    total: z.int(),
    facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.int() }))),
  })
  .meta({ id: 'SearchAnswer' })

/** What a search found, as the API gives it. */
export type SearchAnswer = z.output<typeof searchAnswerSchema>
