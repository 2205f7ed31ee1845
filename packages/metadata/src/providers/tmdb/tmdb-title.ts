import { known } from '../../known.ts'
import type { Rating, Trailer, UniqueIds } from '../../movie-fields.ts'
import { artworkOf } from './tmdb-artwork.ts'
import type { TmdbMovie, TmdbSeries, TmdbVideo } from './tmdb-schemas.ts'
import { firstText, translationsOf, type TmdbWish } from './tmdb-texts.ts'

/** What TMDb tells of films and series alike. */
export const titleFieldsOf = (title: TmdbMovie | TmdbSeries, wish: TmdbWish) => {
  const { translations, images, vote_average: value, vote_count: votes } = title
  const trailers = trailersOf(title.videos, wish)
  return {
    ...known({
      plot: title.overview ?? firstText(translations, wish, ({ overview }) => overview),
      tagline: title.tagline ?? firstText(translations, wish, ({ tagline }) => tagline),
      language: title.original_language,
      trailer: trailers[0]?.url,
    }),
    genres: namesOf(title.genres),
    countries: namesOf(title.production_countries),
    studios: namesOf(title.production_companies),
    ratings: ratingsOf(value, votes),
    trailers,
    artwork: [
      ...artworkOf('poster', { shown: title.poster_path, images: images?.posters }, wish),
      ...artworkOf('backdrop', { shown: title.backdrop_path, images: images?.backdrops }, wish),
      ...artworkOf('logo', { shown: undefined, images: images?.logos }, wish),
    ],
    translations: translationsOf(translations, wish),
  }
}

/** TMDb's own id and those of others that it knows, each under its provider's name. */
export const uniqueIdsOf = (id: number, external: TmdbMovie['external_ids'], imdb?: string): UniqueIds => {
  const { imdb_id, tvdb_id, wikidata_id } = external ?? {}
  return known({
    tmdb: String(id),
    imdb: [imdb_id, imdb].find((candidate) => /^(?:tt|nm)\d+$/.test(candidate ?? '')),
    tvdb: tvdb_id === undefined ? undefined : String(tvdb_id),
    wikidata: wikidata_id,
  }) as UniqueIds
}

/** The rating by TMDb's users; none while nobody has voted. */
export const ratingsOf = (value: number | undefined, votes: number | undefined): Rating[] =>
  value === undefined || value <= 0 || votes === 0 ? [] : [{ source: 'tmdb', value, max: 10, ...known({ votes }) }]

/** The age rating of the country that counts, where there is one. */
export const certificationIn = (certifications: Record<string, string>, { country }: TmdbWish): string | undefined =>
  certifications[country]

export const namesOf = (entries: readonly { name: string }[]): string[] => [...new Set(entries.map(({ name }) => name.trim()))]

const sites: Readonly<Record<string, string>> = { YouTube: 'https://www.youtube.com/watch?v=', Vimeo: 'https://vimeo.com/' }

/** Trailers before teasers, in the wanted languages first, official ones first. */
const trailersOf = (videos: readonly TmdbVideo[], { languages }: TmdbWish): Trailer[] => {
  const wanted = languages.map((language) => language.split('-')[0])
  const place = ({ type, iso_639_1, official }: TmdbVideo): number => {
    const language = wanted.indexOf(iso_639_1 ?? '')
    return (type === 'Trailer' ? 0 : 100) + (language === -1 ? 50 : 2 * language) + (official === true ? 0 : 1)
  }
  return videos
    .filter(({ type }) => type === 'Trailer' || type === 'Teaser')
    .toSorted((a, b) => place(a) - place(b))
    .flatMap(({ site = '', key, name, iso_639_1 }) => {
      const address = sites[site]
      return address === undefined || !/^[\w-]+$/.test(key) ? [] : [{ url: address + key, ...known({ name, language: iso_639_1 }) }]
    })
}
