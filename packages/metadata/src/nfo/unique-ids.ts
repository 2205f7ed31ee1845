import type { UniqueIds } from '../movie-fields.ts'
import type { NfoElement } from './parse-element.ts'

const PROVIDERS: Readonly<Record<string, string>> = {
  themoviedb: 'tmdb',
  thetvdb: 'tvdb',
  imdbnumber: 'imdb',
  myanimelist: 'mal',
}
const ID_ELEMENT = /^(imdb|tmdb|themoviedb|tvdb|thetvdb|tvmaze|tvrage|trakt|anidb|anilist|mal|wikidata|kinopoisk)_?id$/
const ID_ATTRIBUTES = ['imdb', 'tmdb', 'tvdb']
const DIGITS = /^[1-9]\d{0,9}$/
const SHAPES: Readonly<Record<string, RegExp>> = {
  imdb: /^(?:tt|nm)\d{5,10}$/,
  tmdb: DIGITS,
  tvdb: DIGITS,
  tvmaze: DIGITS,
  anidb: DIGITS,
}

/**
 * The ids that an element carries: `<uniqueid type="…">`, the older `<imdbid>`, `<tmdbId>` and their like, and `<id>` where its shape or
 * its attributes say whose it is. A bare number in `<id>` may be anybody's, so it is nobody's. The first id of a provider wins.
 */
export function uniqueIdsOf(element: NfoElement): UniqueIds {
  const ids: UniqueIds = {}
  const typed = element.children.filter((child) => child.name === 'uniqueid')
  for (const child of typed) addId(ids, child.attributes.get('type') ?? '', child.text)
  for (const child of element.children) {
    const named = ID_ELEMENT.exec(child.name)?.[1]
    if (named !== undefined) addId(ids, named, child.text)
    if (child.name === 'id') addUntypedId(ids, child)
  }
  return ids
}

/** Puts an id under its provider's usual name, unless there is one already or it does not look like that provider's ids. */
export function addId(ids: UniqueIds, provider: string, id: string): void {
  const lower = provider.toLowerCase()
  const name = PROVIDERS[lower] ?? lower
  if (!/^[a-z][a-z\d_.-]{0,30}$/.test(name) || Object.hasOwn(ids, name) || Object.hasOwn(Object.prototype, name)) return
  if (SHAPES[name] ? SHAPES[name].test(id) : id !== '' && id.length <= 100) ids[name] = id
}

function addUntypedId(ids: UniqueIds, element: NfoElement): void {
  for (const provider of ID_ATTRIBUTES) addId(ids, provider, element.attributes.get(provider) ?? '')
  if (element.text.startsWith('tt')) addId(ids, 'imdb', element.text)
}
