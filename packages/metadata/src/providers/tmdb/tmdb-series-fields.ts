import { known } from '../../known.ts'
import type { EpisodeFields, SeasonFields, SeriesFields, SeriesStatus } from '../../series-fields.ts'
import { artworkOf } from './tmdb-artwork.ts'
import { actorsOf, directorsOf, personOf, writersOf } from './tmdb-people.ts'
import type { TmdbEpisode, TmdbSeason, TmdbSeasonSummary, TmdbSeries } from './tmdb-schemas.ts'
import { otherTitlesOf, type TmdbWish } from './tmdb-texts.ts'
import { certificationIn, namesOf, ratingsOf, titleFieldsOf, uniqueIdsOf } from './tmdb-title.ts'

/** TMDb's answer for a series in our words, its seasons left aside. */
export const seriesFieldsOf = (series: TmdbSeries, wish: TmdbWish): SeriesFields => {
  const certifications = Object.fromEntries(
    series.content_ratings.flatMap(({ iso_3166_1, rating }) => (rating === undefined ? [] : [[iso_3166_1, rating]])),
  )
  const cast = (series.aggregate_credits?.cast ?? []).map((actor) => ({ ...actor, character: actor.roles[0]?.character }))
  return {
    ...titleFieldsOf(series, wish),
    title: series.name,
    ...known({
      originalTitle: series.original_name,
      firstAired: series.first_air_date,
      lastAired: series.last_air_date,
      nextAirs: series.next_episode_to_air?.air_date,
      year: series.first_air_date === undefined ? undefined : Number(series.first_air_date.slice(0, 4)),
      status: statuses[series.status ?? ''],
      runtimeMinutes: series.episode_run_time.find((minutes) => minutes > 0) ?? series.last_episode_to_air?.runtime,
      certification: certificationIn(certifications, wish),
    }),
    networks: namesOf(series.networks),
    certifications,
    uniqueIds: uniqueIdsOf(series.id, series.external_ids),
    actors: actorsOf(cast, wish.imageUrl),
    creators: series.created_by.map((person) => personOf(person, wish.imageUrl)),
    otherTitles: otherTitlesOf(series.translations, series.original_name, series.original_language),
  }
}

const statuses: Readonly<Record<string, SeriesStatus>> = {
  'Returning Series': 'continuing',
  Planned: 'planned',
  'In Production': 'in production',
  Pilot: 'pilot',
  Ended: 'ended',
  Canceled: 'cancelled',
}

/** A season, with its episodes where it was asked for. */
export const seasonFieldsOf = (summary: TmdbSeasonSummary, season: TmdbSeason | undefined, wish: TmdbWish): SeasonFields => {
  const told = { ...summary, ...season }
  return {
    number: summary.season_number,
    ...known({
      title: told.name,
      plot: told.overview ?? summary.overview,
      aired: told.air_date ?? summary.air_date,
      episodeCount: season === undefined ? summary.episode_count : season.episodes.length,
    }),
    ratings: ratingsOf(told.vote_average, undefined),
    uniqueIds: { tmdb: String(summary.id) },
    artwork: artworkOf('poster', { shown: told.poster_path ?? summary.poster_path }, wish),
    ...(season !== undefined && { episodes: season.episodes.map((episode) => episodeFieldsOf(episode, wish)) }),
  }
}

const episodeFieldsOf = (episode: TmdbEpisode, wish: TmdbWish): EpisodeFields => ({
  seasonNumber: episode.season_number,
  number: episode.episode_number,
  ...known({ title: episode.name, plot: episode.overview, aired: episode.air_date, runtimeMinutes: episode.runtime }),
  ratings: ratingsOf(episode.vote_average, episode.vote_count),
  uniqueIds: { tmdb: String(episode.id) },
  guests: actorsOf(episode.guest_stars, wish.imageUrl),
  directors: directorsOf(episode.crew, wish.imageUrl),
  writers: writersOf(episode.crew, wish.imageUrl),
  artwork: artworkOf('still', { shown: episode.still_path }, wish),
})
