/** A film, series or person as TMDb tells it: `id`, its name, and whatever a test wants to say of it. */
export type TmdbThing = Record<string, unknown> & { id: number }

/** A season of a simulated series. */
export interface TmdbSeasonPlan {
  season_number: number
  /** How many episodes, or the episodes with what a test wants to say of them. */
  episodes: number | Record<string, unknown>[]
  [field: string]: unknown
}

/** What TMDb knows, as three shelves. */
export interface TmdbWorld {
  movie: Map<number, TmdbThing>
  tv: Map<number, TmdbThing>
  person: Map<number, TmdbThing>
}

/** A film; what is not said has values that TMDb also has: empty text, null, zero. */
export const simulatedMovie = (movie: TmdbThing & { title: string }): TmdbThing => ({
  adult: false,
  original_title: movie.title,
  original_language: 'en',
  overview: `${movie.title} is about something.`,
  tagline: '',
  release_date: '',
  runtime: 0,
  status: 'Released',
  genres: [],
  production_countries: [],
  production_companies: [],
  belongs_to_collection: null,
  poster_path: null,
  backdrop_path: null,
  popularity: 1,
  vote_average: 0,
  vote_count: 0,
  external_ids: { imdb_id: null },
  credits: { cast: [], crew: [] },
  release_dates: { results: [] },
  images: { posters: [], backdrops: [], logos: [] },
  keywords: { keywords: [] },
  videos: { results: [] },
  translations: { translations: [] },
  ...movie,
})

/** A series; `seasons` is how many (without specials), or what is in each. */
export const simulatedSeries = ({
  seasons,
  ...series
}: Record<string, unknown> & { id: number; name: string; seasons: number | TmdbSeasonPlan[] }): TmdbThing => {
  const plans =
    typeof seasons === 'number' ? Array.from({ length: seasons }, (_, index) => ({ season_number: index + 1, episodes: 2 })) : seasons
  const { id, name } = series
  const told = plans.map((plan) => simulatedSeason(id, plan))
  return {
    adult: false,
    original_name: name,
    original_language: 'en',
    overview: `${name} is about something.`,
    tagline: '',
    first_air_date: '',
    last_air_date: '',
    status: 'Ended',
    episode_run_time: [],
    genres: [],
    networks: [],
    created_by: [],
    origin_country: [],
    production_countries: [],
    production_companies: [],
    next_episode_to_air: null,
    last_episode_to_air: null,
    poster_path: null,
    backdrop_path: null,
    popularity: 1,
    vote_average: 0,
    vote_count: 0,
    external_ids: { imdb_id: null, tvdb_id: null },
    content_ratings: { results: [] },
    images: { posters: [], backdrops: [], logos: [] },
    aggregate_credits: { cast: [], crew: [] },
    videos: { results: [] },
    translations: { translations: [] },
    ...series,
    seasons: told.map(({ episodes, _id, ...season }) => ({ ...season, episode_count: (episodes as unknown[]).length })),
    ...Object.fromEntries(told.map((season) => [`season/${String(season['season_number'])}`, season])),
  }
}

const simulatedSeason = (seriesId: number, { season_number, episodes, ...season }: TmdbSeasonPlan): Record<string, unknown> => {
  const plans = typeof episodes === 'number' ? Array.from({ length: episodes }, () => ({})) : episodes
  return {
    _id: `${seriesId}-${season_number}`,
    id: seriesId * 1_000 + season_number,
    season_number,
    name: season_number === 0 ? 'Specials' : `Season ${season_number}`,
    overview: '',
    air_date: null,
    poster_path: null,
    vote_average: 0,
    ...season,
    episodes: plans.map((episode, index) => ({
      id: (seriesId * 1_000 + season_number) * 1_000 + index + 1,
      show_id: seriesId,
      season_number,
      episode_number: index + 1,
      name: `Episode ${index + 1}`,
      overview: '',
      air_date: null,
      runtime: null,
      still_path: null,
      vote_average: 0,
      vote_count: 0,
      crew: [],
      guest_stars: [],
      ...episode,
    })),
  }
}

/** A person. */
export const simulatedPerson = (person: TmdbThing & { name: string }): TmdbThing => ({
  adult: false,
  also_known_as: [],
  biography: '',
  birthday: null,
  deathday: null,
  place_of_birth: null,
  known_for_department: 'Acting',
  profile_path: null,
  popularity: 1,
  external_ids: { imdb_id: null },
  images: { profiles: [] },
  translations: { translations: [] },
  ...person,
})
