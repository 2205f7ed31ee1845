import { z } from 'zod'
import { count, day, flag, listOf, number, text } from './lenient.ts'

const rating = z.object({ value: z.number(), votes: number }).optional().catch(undefined)

const image = z.object({ coverType: z.string(), remoteUrl: z.url({ protocol: /^https?$/ }) })

/** What is read of a film of a Radarr. Only what nothing can be done without is required; all else may be missing or strange. */
export const radarrMovie = z.object({
  id: z.int().min(1),
  title: z.string().trim().min(1),
  originalTitle: text,
  alternateTitles: listOf(z.object({ title: z.string().trim().min(1) })),
  year: count,
  tmdbId: count,
  imdbId: text,
  overview: text,
  inCinemas: day,
  physicalRelease: day,
  digitalRelease: day,
  runtime: count,
  studio: text,
  certification: text,
  genres: listOf(z.string().trim().min(1)),
  ratings: z.object({ imdb: rating, tmdb: rating, metacritic: rating, rottenTomatoes: rating, trakt: rating }).partial().catch({}),
  collection: z.object({ title: text, name: text, tmdbId: count }).optional().catch(undefined),
  images: listOf(image),
  youTubeTrailerId: text,
  /** The folder, in Radarr's words. */
  path: text,
  monitored: flag,
  qualityProfileId: count,
  tags: listOf(z.int()),
  movieFile: z
    .object({ id: z.int().min(1), relativePath: text, path: text, size: number, edition: text })
    .optional()
    .catch(undefined),
})

/** A film of a Radarr. */
export type RadarrMovie = z.output<typeof radarrMovie>
