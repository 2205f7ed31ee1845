import { movieAdded, movieAvailable } from '@backlot/notifications/args'
import type { RadarrClient } from '../client/create-arr-client.ts'
import { radarrMovie, type RadarrMovie } from '../client/radarr-movie.ts'
import type { ChangedItems } from '../ports.ts'
import type { ArrSync } from '../sync/arr-sync.ts'
import { radarrItem, type RadarrItem } from './radarr-item.ts'
import { writeMoviesOf } from './write-movies-of.ts'

/** What syncing with a Radarr consists of: its list has the files in it. */
export const radarrSync = (client: RadarrClient, changed: ChangedItems): ArrSync<RadarrMovie, RadarrItem> => ({
  client,
  type: 'movie',
  schema: radarrMovie,
  changed,
  pageSize: 250,
  list: (signal) => client.movies({ signal }),
  one: async (id, signal) => await client.movie(id, { signal }),
  touched: ({ movieId }) => movieId,
  itemsOf: async (movies, names, { salt }) => await Promise.resolve(movies.map((movie) => radarrItem(movie, names, salt))),
  writeItems: async (tx, items) =>
    await writeMoviesOf(
      tx,
      items.map(({ seen: { item }, known: movie }) => ({ item, movie })),
    ),
  newsOf: ({ added, available }, at) => [
    ...(added.length > 0 ? [movieAdded({ items: added, at })] : []),
    ...(available.length > 0 ? [movieAvailable({ items: available, at })] : []),
  ],
})
