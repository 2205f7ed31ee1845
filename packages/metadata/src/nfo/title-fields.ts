import { known } from '../known.ts'
import type { ArtworkType, Credit, Person, Rating, RemoteArtwork, UniqueIds } from '../movie-fields.ts'
import { artworkOf } from './artwork-of.ts'
import { creditsOf } from './credits-of.ts'
import { dateOf, integerOf, textOf, textsOf, webAddress } from './element-values.ts'
import type { NfoElement } from './parse-element.ts'
import { ratingsOf } from './ratings-of.ts'
import { uniqueIdsOf } from './unique-ids.ts'

/** What films, series, seasons and episodes have in common in an NFO. Texts are absent when empty, lists are always there. */
export interface NfoTitle {
  title?: string
  originalTitle?: string
  sortTitle?: string
  year?: number
  /** The day of the first showing, `YYYY-MM-DD`. */
  premiered?: string
  runtimeMinutes?: number
  plot?: string
  outline?: string
  tagline?: string
  certification?: string
  trailer?: string
  language?: string
  genres: string[]
  countries: string[]
  studios: string[]
  tags: string[]
  ratings: Rating[]
  uniqueIds: UniqueIds
  actors: Credit[]
  directors: Person[]
  writers: Person[]
  artwork: RemoteArtwork[]
}

/** Reads the common fields of a root element. `plainThumb` is what a picture without a type shows. */
export function titleFieldsOf(root: NfoElement, plainThumb: ArtworkType): NfoTitle {
  const premiered = dateOf(root, 'premiered', 'releasedate', 'aired')
  return {
    ...known({
      title: textOf(root, 'title', 'localtitle'),
      originalTitle: textOf(root, 'originaltitle'),
      sortTitle: textOf(root, 'sorttitle'),
      year: integerOf(root, 'year', { min: 1850, max: 2200 }) ?? (premiered === undefined ? undefined : Number(premiered.slice(0, 4))),
      premiered,
      runtimeMinutes: runtimeOf(root),
      plot: textOf(root, 'plot', 'review', 'biography'),
      outline: textOf(root, 'outline'),
      tagline: textOf(root, 'tagline'),
      certification: textOf(root, 'mpaa', 'certification', 'customrating'),
      trailer: trailerOf(root),
      language: textOf(root, 'language')?.match(/^[a-z]{2,3}(?:-[a-z\d]{2,8})?$/i)?.[0],
    }),
    genres: textsOf(root, 'genre'),
    countries: textsOf(root, 'country'),
    studios: textsOf(root, 'studio'),
    tags: textsOf(root, 'tag', 'style'),
    ratings: ratingsOf(root),
    uniqueIds: uniqueIdsOf(root),
    actors: creditsOf(root),
    directors: textsOf(root, 'director').map((name) => ({ name })),
    writers: textsOf(root, 'credits', 'writer').map((name) => ({ name })),
    artwork: artworkOf(root, plainThumb),
  }
}

/** `107`, `107 min`, `1h 47min` and `1:47:00` are all 107. */
function runtimeOf(root: NfoElement): number | undefined {
  const text = textOf(root, 'runtime') ?? ''
  const hours = /^(\d{1,2})\s*(?:h\w*|:)\s*(\d{1,2})/i.exec(text)
  const minutes = hours ? Number(hours[1]) * 60 + Number(hours[2]) : Number.parseInt(text, 10)
  return minutes >= 1 && minutes <= 6000 ? minutes : undefined
}

/** A trailer's web address; Kodi names those on YouTube by its plugin and their id. */
function trailerOf(root: NfoElement): string | undefined {
  const text = textOf(root, 'trailer') ?? ''
  const video = /^plugin:\/\/plugin\.video\.youtube\/.{0,200}?video_?id=([\w-]{6,20})/.exec(text)?.[1]
  return video === undefined ? webAddress(text) : `https://www.youtube.com/watch?v=${video}`
}
