import { known } from '../../known.ts'
import type { ArtworkType, RemoteArtwork } from '../../movie-fields.ts'
import type { TmdbImage } from './tmdb-schemas.ts'
import type { TmdbWish } from './tmdb-texts.ts'

/** How many pictures of a type are kept as candidates. */
const mostOfAType = 10

/** Pictures of one type, best first: the one that TMDb shows, then by language (the wanted ones, none, any other) and votes. */
export const artworkOf = (
  type: ArtworkType,
  { shown, images = [] }: { shown: string | undefined; images?: readonly TmdbImage[] | undefined },
  { imageUrl, languages }: TmdbWish,
): RemoteArtwork[] => {
  const wanted = languages.map((language) => language.split('-')[0])
  const place = ({ file_path, iso_639_1 }: TmdbImage): number => {
    if (file_path === shown) return -1
    if (iso_639_1 === undefined) return wanted.length
    const index = wanted.indexOf(iso_639_1)
    return index === -1 ? wanted.length + 1 : index
  }
  const sorted = images.toSorted((a, b) => place(a) - place(b) || (b.vote_average ?? 0) - (a.vote_average ?? 0))
  const pictures = sorted.map(({ file_path, iso_639_1, width, height }) => ({
    type,
    url: imageUrl + file_path,
    ...known({ language: iso_639_1, width, height }),
  }))
  const isListed = images.some(({ file_path }) => file_path === shown)
  return [...(shown === undefined || isListed ? [] : [{ type, url: imageUrl + shown }]), ...pictures].slice(0, mostOfAType)
}
