import type { RadarrMovie } from '../client/radarr-movie.ts'
import { fingerprintOf } from '../sync/fingerprint.ts'
import type { NamesById } from '../sync/lookups.ts'
import type { RemoteFile, RemoteItem } from '../sync/remote-item.ts'
import { movieIds } from './movie-fields-of.ts'

/** A film as a Radarr keeps it. */
export interface RadarrItem extends RemoteItem {
  movie: RadarrMovie
}

/** Makes of a film as it was read one that can be compared and written; `salt` is what else decides how it is written. */
export const radarrItem = (movie: RadarrMovie, { qualityProfiles, tags }: NamesById, salt: string): RadarrItem => {
  const { id: remoteId, title, originalTitle, alternateTitles, year, path, monitored = false, qualityProfileId } = movie
  const item = {
    remoteId,
    title,
    titles: [...new Set([title, originalTitle ?? title, ...alternateTitles.map((other) => other.title)])],
    year,
    ids: movieIds(movie),
    path,
    monitored,
    qualityProfile: qualityProfileId === undefined ? undefined : qualityProfiles.get(qualityProfileId),
    tags: movie.tags.flatMap((tag) => tags.get(tag) ?? []),
    files: filesOf(movie),
    movie,
  }
  return { ...item, fingerprint: fingerprintOf(salt, item) }
}

/** Older servers gave the place of the download as the path of a file, so the film's folder counts where it is known. */
const filesOf = ({ path: folder, movieFile }: RadarrMovie): RemoteFile[] => {
  if (movieFile === undefined) return []
  const { id: remoteId, relativePath, path } = movieFile
  const place = folder !== undefined && relativePath !== undefined ? `${folder}/${relativePath}` : path
  return place === undefined ? [] : [{ remoteId, path: place }]
}
