import type { ExternalId } from '@backlot/catalog'
import type { MovieFields, Rating, RemoteArtwork } from '@backlot/metadata'
import type { RadarrMovie } from '../client/radarr-movie.ts'

/** What a Radarr says of a film, in the words of every source. */
export const movieFieldsOf = (movie: RadarrMovie): MovieFields => {
  const { title, originalTitle, year, overview, runtime, genres, studio, certification, collection, youTubeTrailerId } = movie
  const premiered = [movie.inCinemas, movie.digitalRelease, movie.physicalRelease].flatMap((date) => date ?? []).toSorted()[0]
  const set = collection?.title ?? collection?.name
  return {
    title,
    ...(originalTitle !== undefined && { originalTitle }),
    ...(year !== undefined && { year }),
    ...(premiered !== undefined && { premiered }),
    ...(runtime !== undefined && { runtimeMinutes: runtime }),
    ...(overview !== undefined && { plot: overview }),
    genres,
    ...(studio !== undefined && { studios: [studio] }),
    ...(set !== undefined && { set: { name: set, ...(collection?.tmdbId !== undefined && { tmdbId: String(collection.tmdbId) }) } }),
    ratings: ratingsOf(movie),
    ...(certification !== undefined && { certification }),
    ...(youTubeTrailerId !== undefined && { trailer: `https://www.youtube.com/watch?v=${encodeURIComponent(youTubeTrailerId)}` }),
    artwork: artworkOf(movie.images),
    uniqueIds: Object.fromEntries(movieIds(movie).map(({ provider, value }) => [provider, value])),
  }
}

/** The ids of a film, each as its own provider's. */
export const movieIds = ({ tmdbId, imdbId }: Pick<RadarrMovie, 'tmdbId' | 'imdbId'>): ExternalId[] => [
  ...(tmdbId === undefined ? [] : [{ provider: 'tmdb', value: String(tmdbId) }]),
  ...(imdbId === undefined || !/^tt\d+$/.test(imdbId) ? [] : [{ provider: 'imdb', value: imdbId }]),
]

const bestOf: Record<string, number> = { imdb: 10, tmdb: 10, trakt: 10, metacritic: 100, rottenTomatoes: 100 }

const ratingsOf = ({ ratings }: RadarrMovie): Rating[] =>
  Object.entries(ratings).flatMap(([source, rating]) =>
    rating === undefined || rating.value <= 0
      ? []
      : [{ source, value: rating.value, max: bestOf[source] ?? 10, ...(rating.votes !== undefined && { votes: rating.votes }) }],
  )

const artworkTypes: Record<string, RemoteArtwork['type']> = { poster: 'poster', fanart: 'backdrop', clearlogo: 'logo', banner: 'banner' }

/** The pictures of which the server says where they came from; its own copies need its API key. */
export const artworkOf = (images: readonly { coverType: string; remoteUrl: string }[]): RemoteArtwork[] =>
  images.flatMap(({ coverType, remoteUrl }) => {
    const type = artworkTypes[coverType]
    return type === undefined ? [] : [{ type, url: remoteUrl }]
  })
