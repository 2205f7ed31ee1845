import { z } from 'zod'
import { day, list, listIn, number, positive, text } from '../http/loose.ts'

// Only what is read; nothing is required but ids and names, since TMDb leaves out, or writes null or "", what it does not know.
const named = z.object({ name: z.string().min(1) })

/** Somebody in a list of credits. */
const person = z.object({ id: z.int(), name: z.string().min(1), profile_path: text })

const cast = person.extend({ character: text, order: number })
const crew = person.extend({ job: text, department: text })

/** A picture in a list. */
const image = z.object({ file_path: z.string().min(2), iso_639_1: text, width: positive, height: positive, vote_average: number })

const images = z
  .object({ posters: list(image), backdrops: list(image), logos: list(image) })
  .nullish()
  .catch(undefined)

const translation = z.object({
  iso_639_1: z.string().min(2),
  iso_3166_1: text,
  data: z.object({ title: text, name: text, overview: text, tagline: text, biography: text }),
})

const video = z.object({ site: text, key: z.string().min(1), type: text, name: text, iso_639_1: text, official: z.boolean().nullish() })

const externalIds = z.object({ imdb_id: text, tvdb_id: positive, wikidata_id: text }).nullish().catch(undefined)

/** What films and series have in common. */
const title = {
  id: z.int(),
  overview: text,
  tagline: text,
  original_language: text,
  genres: list(named),
  production_countries: list(named),
  production_companies: list(named),
  poster_path: text,
  backdrop_path: text,
  vote_average: number,
  vote_count: number,
  external_ids: externalIds,
  images,
  translations: listIn('translations', translation),
  videos: listIn('results', video),
}

/** `/movie/{id}` with what is appended. */
export const tmdbMovie = z.object({
  ...title,
  title: z.string().min(1),
  original_title: text,
  release_date: day,
  runtime: positive,
  imdb_id: text,
  belongs_to_collection: z.object({ id: z.int(), name: text }).nullish().catch(undefined),
  keywords: listIn('keywords', named),
  credits: z
    .object({ cast: list(cast), crew: list(crew) })
    .nullish()
    .catch(undefined),
  release_dates: listIn(
    'results',
    z.object({ iso_3166_1: z.string().length(2), release_dates: list(z.object({ certification: text, type: number })) }),
  ),
})

/** An episode in a season's answer. */
const tmdbEpisode = z.object({
  id: z.int(),
  season_number: z.int().min(0),
  episode_number: z.int().min(0),
  name: text,
  overview: text,
  air_date: day,
  runtime: positive,
  still_path: text,
  vote_average: number,
  vote_count: number,
  crew: list(crew),
  guest_stars: list(cast),
})

/** A season as a series lists it, without its episodes. */
const tmdbSeasonSummary = z.object({
  id: z.int(),
  season_number: z.int().min(0),
  name: text,
  overview: text,
  air_date: day,
  episode_count: number,
  poster_path: text,
  vote_average: number,
})

/** `season/{n}` as it is appended to a series. */
export const tmdbSeason = tmdbSeasonSummary.extend({ episodes: list(tmdbEpisode) })

/** `/tv/{id}` with what is appended; seasons are read from their own keys. */
export const tmdbSeries = z.looseObject({
  ...title,
  name: z.string().min(1),
  original_name: text,
  first_air_date: day,
  last_air_date: day,
  next_episode_to_air: z.object({ air_date: day }).nullish().catch(undefined),
  last_episode_to_air: z.object({ runtime: positive }).nullish().catch(undefined),
  episode_run_time: list(z.number()),
  status: text,
  networks: list(named),
  created_by: list(person),
  seasons: list(tmdbSeasonSummary),
  content_ratings: listIn('results', z.object({ iso_3166_1: z.string().length(2), rating: text })),
  aggregate_credits: z
    .object({ cast: list(person.extend({ order: number, total_episode_count: number, roles: list(z.object({ character: text })) })) })
    .nullish()
    .catch(undefined),
})

/** `/tv/{id}` asked for nothing but the texts of seasons. */
export const tmdbSeasonTexts = z.looseObject({ id: z.int() })

/** `/person/{id}` with what is appended. */
export const tmdbPerson = z.object({
  id: z.int(),
  name: z.string().min(1),
  biography: text,
  birthday: day,
  deathday: day,
  place_of_birth: text,
  known_for_department: text,
  also_known_as: list(z.string().min(1)),
  profile_path: text,
  external_ids: externalIds,
  images: z
    .object({ profiles: list(image) })
    .nullish()
    .catch(undefined),
  translations: listIn('translations', translation),
})

/** A film or series in a list of results. */
const found = z.object({
  id: z.int(),
  title: text,
  name: text,
  original_title: text,
  original_name: text,
  release_date: day,
  first_air_date: day,
  popularity: number,
  overview: text,
  poster_path: text,
})

/** `/search/movie`, `/search/tv` */
export const tmdbSearch = z.object({ results: list(found) })

/** `/find/{id}` */
export const tmdbFind = z.object({ movie_results: list(z.object({ id: z.int() })), tv_results: list(z.object({ id: z.int() })) })

/** `/movie/changes`, `/tv/changes` */
export const tmdbChanges = z.object({ results: list(z.object({ id: z.int() })), total_pages: number })

export type TmdbMovie = z.output<typeof tmdbMovie>
export type TmdbSeries = z.output<typeof tmdbSeries>
export type TmdbSeason = z.output<typeof tmdbSeason>
export type TmdbSeasonSummary = z.output<typeof tmdbSeasonSummary>
export type TmdbEpisode = z.output<typeof tmdbEpisode>
export type TmdbPerson = z.output<typeof tmdbPerson>
export type TmdbFound = z.output<typeof found>
export type TmdbImage = z.output<typeof image>
export type TmdbTranslation = z.output<typeof translation>
export type TmdbVideo = z.output<typeof video>
export type TmdbCrew = z.output<typeof crew>
