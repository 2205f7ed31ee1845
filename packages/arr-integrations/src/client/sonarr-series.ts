import { z } from 'zod'
import { count, day, flag, listOf, number, text } from './lenient.ts'

const image = z.object({ coverType: z.string(), remoteUrl: z.url({ protocol: /^https?$/ }) })

/** What is read of a series of a Sonarr. Only what nothing can be done without is required; all else may be missing or strange. */
export const sonarrSeries = z.object({
  id: z.int().min(1),
  title: z.string().trim().min(1),
  alternateTitles: listOf(z.object({ title: z.string().trim().min(1) })),
  year: count,
  tvdbId: count,
  tmdbId: count,
  tvMazeId: count,
  imdbId: text,
  status: text,
  overview: text,
  network: text,
  firstAired: day,
  lastAired: day,
  runtime: count,
  certification: text,
  genres: listOf(z.string().trim().min(1)),
  ratings: z.object({ value: z.number(), votes: number }).optional().catch(undefined),
  images: listOf(image),
  seasons: listOf(z.object({ seasonNumber: z.int().min(0), monitored: flag })),
  seriesType: text,
  /** The folder, in Sonarr's words. */
  path: text,
  monitored: flag,
  qualityProfileId: count,
  tags: listOf(z.int()),
  statistics: z.object({ totalEpisodeCount: count, episodeCount: count }).optional().catch(undefined),
})

/** A series of a Sonarr. */
export type SonarrSeries = z.output<typeof sonarrSeries>

/** What is read of an episode, with its file. */
export const sonarrEpisode = z.object({
  id: z.int().min(1),
  seasonNumber: z.int().min(0),
  episodeNumber: z.int().min(0),
  absoluteEpisodeNumber: count,
  tvdbId: count,
  title: text,
  overview: text,
  airDate: day,
  runtime: count,
  monitored: flag,
  episodeFile: z
    .object({ id: z.int().min(1), relativePath: text, path: text, size: number })
    .optional()
    .catch(undefined),
})

/** An episode of a Sonarr. */
export type SonarrEpisode = z.output<typeof sonarrEpisode>
