import { known } from '../../known.ts'
import type { MovieFields } from '../../movie-fields.ts'
import { actorsOf, directorsOf, writersOf } from './tmdb-people.ts'
import type { TmdbMovie } from './tmdb-schemas.ts'
import { otherTitlesOf, type TmdbWish } from './tmdb-texts.ts'
import { certificationIn, namesOf, titleFieldsOf, uniqueIdsOf } from './tmdb-title.ts'

/** TMDb's answer for a film in our words. */
export const movieFieldsOf = (movie: TmdbMovie, wish: TmdbWish): MovieFields => {
  const certifications = certificationsOf(movie)
  const { belongs_to_collection: collection, credits } = movie
  return {
    ...titleFieldsOf(movie, wish),
    title: movie.title,
    ...known({
      originalTitle: movie.original_title,
      premiered: movie.release_date,
      year: movie.release_date === undefined ? undefined : Number(movie.release_date.slice(0, 4)),
      runtimeMinutes: movie.runtime,
      certification: certificationIn(certifications, wish),
      set: collection ? { tmdbId: String(collection.id), ...known({ name: collection.name }) } : undefined,
    }),
    tags: namesOf(movie.keywords),
    certifications,
    uniqueIds: uniqueIdsOf(movie.id, movie.external_ids, movie.imdb_id),
    actors: actorsOf(credits?.cast ?? [], wish.imageUrl),
    directors: directorsOf(credits?.crew ?? [], wish.imageUrl),
    writers: writersOf(credits?.crew ?? [], wish.imageUrl),
    otherTitles: otherTitlesOf(movie.translations, movie.original_title, movie.original_language),
  }
}

/** For each country the rating of its showing in cinemas (type 3, or 2 where limited) before that of others. */
const certificationsOf = ({ release_dates }: TmdbMovie): Record<string, string> =>
  Object.fromEntries(
    release_dates.flatMap(({ iso_3166_1, release_dates: dates }) => {
      const rated = dates.flatMap(({ certification, type }) => (certification === undefined ? [] : [{ certification, type }]))
      const best = rated.find(({ type }) => type === 3) ?? rated.find(({ type }) => type === 2) ?? rated[0]
      return best === undefined ? [] : [[iso_3166_1, best.certification]]
    }),
  )
