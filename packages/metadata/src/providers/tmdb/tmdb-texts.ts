import { known } from '../../known.ts'
import type { OtherTitle, Translation } from '../../movie-fields.ts'
import type { TmdbTranslation } from './tmdb-schemas.ts'

/** How texts and pictures are wanted. */
export interface TmdbWish {
  /** The preferred language first: `de`, `pt-BR`. */
  languages: readonly string[]
  /** The country whose age ratings count. */
  country: string
  /** Where pictures begin: `https://image.tmdb.org/t/p/original`. */
  imageUrl: string
}

/** Titles and texts in the languages that are wanted. */
export const translationsOf = (all: readonly TmdbTranslation[], { languages }: TmdbWish): Translation[] =>
  languages.flatMap((language) => {
    const found = translationIn(all, language)
    if (found === undefined) return []
    const { title, name, overview, tagline } = found.data
    const texts = known({ title: title ?? name, plot: overview, tagline })
    return Object.keys(texts).length === 0 ? [] : [{ language, ...texts }]
  })

/** A text in the first language that has it, English last. TMDb leaves a text empty where nobody has translated it. */
export const firstText = (
  all: readonly TmdbTranslation[],
  { languages }: TmdbWish,
  pick: (data: TmdbTranslation['data']) => string | undefined,
): string | undefined => {
  const texts = [...languages, 'en']
    .map((language) => translationIn(all, language))
    .map((found) => (found === undefined ? undefined : pick(found.data)))
  return texts.find((text) => text !== undefined)
}

/** Every title in every language, to find it by. */
export const otherTitlesOf = (
  all: readonly TmdbTranslation[],
  originalTitle: string | undefined,
  language: string | undefined,
): OtherTitle[] => {
  const titles = [
    ...(originalTitle === undefined ? [] : [{ title: originalTitle, ...known({ language }) }]),
    ...all.flatMap(({ iso_639_1, data }) => {
      const title = data.title ?? data.name
      return title === undefined ? [] : [{ title, language: iso_639_1 }]
    }),
  ]
  return [...new Map(titles.toReversed().map((entry) => [entry.title, entry])).values()].toReversed()
}

/** The translation of a language, in its country where one is named, else in any. */
const translationIn = (all: readonly TmdbTranslation[], wanted: string): TmdbTranslation | undefined => {
  const [language, country] = wanted.split('-')
  const same = all.filter(({ iso_639_1 }) => iso_639_1 === language)
  return same.find(({ iso_3166_1 }) => iso_3166_1 === country) ?? same[0]
}
