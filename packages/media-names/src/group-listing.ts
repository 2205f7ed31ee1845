import { groupEpisodes } from './group-episodes.ts'
import { groupMovies } from './group-movies.ts'
import { listingUnits } from './listing-units.ts'
import type { ExtraType, ProviderIds } from './parsed-name.ts'

/** A file of a film or episode. Files of the same label are the parts of one version. */
export interface ListingFile {
  /** As it was given; for a disc the folder that holds `BDMV` or `VIDEO_TS`. */
  readonly path: string
  readonly part?: number
  readonly edition?: string
  readonly resolution?: string
  /** What tells this version from the others, as its name says it: `1080p`, `Directors Cut`. Absent for the plain one. */
  readonly label?: string
}

/** A file that belongs to a film or episode and is not it. */
export interface ListingExtra {
  readonly path: string
  readonly extraType: ExtraType
}

/** One film or episode with all of its files, the best version first, parts in order. */
export interface ListingGroup {
  readonly title: string
  readonly year?: number
  readonly ids: ProviderIds
  readonly season?: number
  readonly episodes: readonly number[]
  readonly absolute: readonly number[]
  readonly airDate?: string
  /** Empty only where there are extras whose film is not in the listing. */
  readonly files: readonly ListingFile[]
  readonly extras: readonly ListingExtra[]
}

/**
 * Groups the files below one folder into films or episodes. Parts (cd1, part 2, disc b) are one film, versions and editions of a film
 * in its folder are one film with several files, a disc's folder is one file, extras go with their film, samples and unfinished
 * files are left out, and so are files that are no video. The order is that of the first file of each.
 */
export function groupListing(paths: readonly string[], libraryType: 'movie' | 'tvshow'): ListingGroup[] {
  const { units, extras } = listingUnits(paths)
  return libraryType === 'movie' ? groupMovies(units, extras) : groupEpisodes(units, extras)
}
